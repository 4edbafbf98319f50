# Completion of plimsoll for fish: plimsoll completions fish | source
function __plimsoll_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] complete --current=$current -- $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c plimsoll -f -k -a '(__plimsoll_complete)'
