namespace Plimsoll.Cli.Mistakes;

/// <summary>A command line as docker, crane and skopeo have them, taken apart without knowing their verbs.</summary>
internal sealed class ToolLine
{
    private static readonly string[] Tools = ["docker", "podman", "nerdctl", "crane", "gcrane", "skopeo"];

    /// <summary>The options that are followed by a value, of these tools and of Plimsoll itself.</summary>
    private static readonly string[] Valued =
    [
        "--output", "-o", "--verbosity", "--host", "-H", "--directory", "-C", "--context", "-c", "--log-level", "-l",
        "--format", "--filter", "--limit", "--platform", "--override-arch", "--override-os", "--override-variant", "--multi-arch", "--retry-times",
        "--username", "-u", "--password", "-p", "--password-file", "--creds", "--src-creds", "--dest-creds", "--authfile", "--src-authfile", "--dest-authfile",
        "--ca-file", "--client-cert", "--client-key", "--cert-dir", "--src-cert-dir", "--dest-cert-dir", "--registries.d", "--policy", "--src-daemon-host", "--dest-daemon-host",
        "--input", "-i", "--tag", "-t", "--base", "-b", "--new_layer", "--label", "--annotation", "--entrypoint", "--env", "--new_base", "--old_base", "--manifest", "-m",
        "--src", "-s", "--dest", "--remote", "--tarball", "--dest-compress-format", "--sign-by", "--jobs", "-j", "--digestfile", "--additional-tag", "--image-refs",
    ];

    private readonly List<(string Name, string? Value)> _options = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private ToolLine(string? tool, List<string> words) => (Tool, Words) = (tool, words);

    /// <summary>The tool that it is for, or <c>null</c> where none is named.</summary>
    public string? Tool { get; }

    /// <summary>Whether it is for an engine, so that a name is first of all that of an image there.</summary>
    public bool IsForEngine => Tool is "docker" or "podman" or "nerdctl";

    /// <summary>Verb and arguments, in order.</summary>
    public List<string> Words { get; }

    /// <summary>The options that nobody has asked for, by name.</summary>
    public IEnumerable<string> Left => _options.Select(option => option.Name).Where(name => !_asked.Contains(name)).Distinct();

    /// <summary>Takes a command line apart.</summary>
    /// <param name="words">It, without <c>plimsoll</c>.</param>
    public static ToolLine Parse(IReadOnlyList<string> words)
    {
        var start = words.Count > 0 && Tools.Contains(words[0]) ? 1 : 0;
        var line = new ToolLine(start == 1 ? words[0] : null, []);
        for (var index = start; index < words.Count; index++)
        {
            var word = words[index];
            if (word.Length < 2 || word[0] != '-')
            {
                line.Words.Add(word);
                continue;
            }

            var sign = word.IndexOf('=');
            var name = sign < 0 ? word : word[..sign];
            line._options.Add((name, sign >= 0 ? word[(sign + 1)..] : line.TakesValue(name) && index + 1 < words.Count ? words[++index] : null));
        }

        return line;
    }

    /// <summary>Whether one of these options is given, and not as <c>=false</c>.</summary>
    public bool Has(params ReadOnlySpan<string> names) => Find(names) is { } option && option.Value != "false";

    /// <summary>The value of one of these options, or <c>null</c>.</summary>
    public string? Value(params ReadOnlySpan<string> names) => Find(names)?.Value;

    /// <summary>The values of an option that can be repeated.</summary>
    public IReadOnlyList<string> Values(params string[] names)
    {
        _asked.UnionWith(names);
        return [.. _options.Where(option => names.Contains(option.Name)).Select(option => option.Value).OfType<string>()];
    }

    /// <summary>Takes all options of some names, as they were typed.</summary>
    public IEnumerable<string> Take(params string[] names)
    {
        foreach (var (name, value) in _options.Where(option => names.Contains(option.Name) && !_asked.Contains(option.Name)))
            yield return value is null ? name : $"{name} {Quote(value)}";
        _asked.UnionWith(names);
    }

    /// <summary>A word as a shell takes it for one.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "_./:@=+,-%~$()".Contains(character)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private bool TakesValue(string name) => name switch
    {
        "-f" => Words is not (["rmi", ..] or ["image", "rm" or "remove", ..]),
        // A file before the verb, and what skopeo inspect shows behind it.
        "--config" => Tool is null && Words.Count == 0,
        "-d" => Words.FirstOrDefault() == "sync",
        _ => Valued.Contains(name),
    };

    private (string Name, string? Value)? Find(ReadOnlySpan<string> names)
    {
        (string, string?)? found = null;
        foreach (var name in names)
        {
            _asked.Add(name);
            if (found is null && _options.FindIndex(option => option.Name == name) is >= 0 and var index)
                found = _options[index];
        }

        return found;
    }
}
