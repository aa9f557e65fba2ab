
# Values of the index and names of saved searches, which the program itself knows.
function __fish_newshound_values
    set -l word (string replace -r '^(--[a-z-]+=|@)' '' -- (commandline -ct))
    newshound complete $argv[1] -- $word 2>/dev/null | string match -v ''
end
