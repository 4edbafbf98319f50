namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The options of a command: those that take a value, and those that do not.</summary>
/// <param name="valued">Names of the options that take a value, between blanks: <c>-v --volume</c>.</param>
/// <param name="flags">Names of the options that take none.</param>
internal sealed class OptionTable(string valued, string flags)
{
    private static readonly string[] OptionNames = ["OPT", "ARG", "FLAG", "PARAM"];

    private readonly HashSet<string> _valued = [.. valued.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    private readonly HashSet<string> _flags = [.. flags.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>
    /// The first word at or behind an offset that is not an option or its value. <c>null</c> where there is none, and where
    /// it cannot be told because an option is not known.
    /// </summary>
    public int? Positional(IReadOnlyList<ShellWord> words, int start)
    {
        for (var i = start; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Text == "--")
                return i + 1 < words.Count ? i + 1 : null;

            // Options that are kept in a variable; "$@" may be anything.
            if (word.Whole is { Name: { } name })
            {
                if (name is "@" or "*")
                    return null;
                if (OptionNames.Any(option => name.Contains(option, StringComparison.OrdinalIgnoreCase)))
                    continue;
            }

            if (word.Text.Length < 2 || word.Text[0] != '-')
                return i;
            if (Takes(word.Text) is not { } takes)
                return null;
            i += takes;
        }

        return null;
    }

    /// <summary>How many words behind it an option takes; <c>null</c> where it is not known.</summary>
    private int? Takes(string option)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            var equals = option.IndexOf('=');
            return equals > 0 || _flags.Contains(option) ? 0 : _valued.Contains(option) ? 1 : null;
        }

        for (var i = 1; i < option.Length; i++)
        {
            var name = $"-{option[i]}";
            if (_valued.Contains(name))
                return i + 1 < option.Length ? 0 : 1;
            if (i + 1 < option.Length && option[i + 1] == '=')
                return 0;
            if (!_flags.Contains(name))
                return null;
        }

        return 0;
    }
}
