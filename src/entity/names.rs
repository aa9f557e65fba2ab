//! stand-in
pub fn given(folded: &str) -> bool {
    matches!(
        folded,
        "john"
            | "vladimir"
            | "steve"
            | "jared"
            | "donald"
            | "volodymyr"
            | "emmanuel"
            | "karoline"
            | "keir"
            | "kaja"
            | "dmitry"
            | "vera"
            | "mary"
    )
}
pub fn surname(folded: &str) -> bool {
    matches!(folded, "putin" | "smith" | "trump" | "hale" | "orlova")
}
