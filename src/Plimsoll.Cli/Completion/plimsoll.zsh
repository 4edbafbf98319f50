#compdef plimsoll
# Completion of plimsoll for zsh: source <(plimsoll completions zsh), behind compinit
_plimsoll() {
    local line value text
    local -a lines plain open
    lines=("${(@f)$("${(Q)words[1]}" complete "--current=${(Q)PREFIX}" -- "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)}")
    for line in "${lines[@]}"; do
        [[ -n $line ]] || continue
        value=${line%%$'\t'*}
        text=${line#*$'\t'}
        value=${value//:/\\:}${text:+:$text}
        case ${line%%$'\t'*} in
            *[:/=]) open+=("$value") ;;
            *) plain+=("$value") ;;
        esac
    done
    if (( $#plain + $#open == 0 )); then
        _files
        return
    fi
    (( $#plain )) && _describe -V plimsoll plain
    (( $#open )) && _describe -V plimsoll open -S ''
    return 0
}
if [[ ${funcstack[1]} == _plimsoll ]]; then
    _plimsoll "$@"
else
    compdef _plimsoll plimsoll
fi
