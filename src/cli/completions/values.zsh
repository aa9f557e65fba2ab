
# Values of the index, which the program itself knows.
_newshound_values() {
    local -a values index typed=(${(z)BUFFER})
    local at=${typed[(i)--index]}
    (( at < $#typed )) && index=(--index "${(Q)typed[at+1]}")
    [[ -n ${typed[(r)--index=*]} ]] && index=("${(Q)typed[(r)--index=*]}")
    local answer="$(newshound $index complete $1 -- "${(Q)PREFIX}" 2>/dev/null; print .)"
    values=(${(f)${answer%.}})
    (( $#values )) && compadd -U -i "$IPREFIX" -V values -- "${values[@]}"
    # An empty line at the end keeps what is typed, where not every value begins so.
    [[ $answer == *$'\n\n.' ]] && compstate[insert]= compstate[list]='list force'
}

# Names of saved searches where a word of a query begins with @.
_newshound_query() {
    if compset -P @; then
        _newshound_values saved
    else
        _default
    fi
}
