
# Values of the index and names of saved searches, which the program itself knows.
_newshound_values() {
    local word="$2" flag="$3" at="" value i
    local index=()
    [[ $flag == "=" ]] && flag="${COMP_WORDS[COMP_CWORD-2]}"
    case "$flag" in
        FLAGS) ;;
        *)
            if [[ $word != @* ]]; then
                _newshound "$@"
                return
            fi
            flag=--saved at=@ word="${word#@}"
            ;;
    esac
    for ((i = 1; i < COMP_CWORD - 1; i++)); do
        if [[ ${COMP_WORDS[i]} == --index ]]; then
            index=(--index "${COMP_WORDS[i+1]}")
            [[ ${COMP_WORDS[i+1]} == "=" ]] && index=(--index "${COMP_WORDS[i+2]}")
        fi
    done
    COMPREPLY=()
    # An empty line at the end keeps what is typed, where not every value begins so.
    while IFS= read -r value; do
        COMPREPLY+=("${value:+$at}$value")
    done < <("$1" ${index[@]+"${index[@]}"} complete "${flag#--}" -- "$word" 2>/dev/null)
    # Blanks and quotes in values are quoted as in names of files, and no name of a file is offered.
    compopt +o bashdefault +o default 2>/dev/null
    [[ -z $at ]] && compopt -o filenames 2>/dev/null
    return 0
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _newshound_values -o nosort -o bashdefault -o default newshound
else
    complete -F _newshound_values -o bashdefault -o default newshound
fi
