# Completion of plimsoll for bash: source <(plimsoll completions bash)
_plimsoll() {
    local line=${COMP_LINE:0:COMP_POINT} current before value
    local -a words
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    current=${words[${#words[@]}-1]}
    unset "words[${#words[@]}-1]"

    # What bash has split off the word already must not be repeated.
    before=
    case $current in
        *[$COMP_WORDBREAKS]*) before=${current%"${current##*[$COMP_WORDBREAKS]}"} ;;
    esac

    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        COMPREPLY+=("${value#"$before"}")
    done < <("$1" complete "--current=$current" -- "${words[@]:1}" 2>/dev/null)
    case ${COMPREPLY[0]-} in
        *[:/=]) compopt -o nospace 2>/dev/null ;;
    esac
}
complete -o default -o nosort -F _plimsoll plimsoll 2>/dev/null || complete -o default -F _plimsoll plimsoll
