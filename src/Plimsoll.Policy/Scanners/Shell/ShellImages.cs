using System.Buffers;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>
/// The images that the commands of one file's scripts name. What the file itself builds, tags or pushes is not judged. An
/// image of which nothing is known but a variable, such as <c>docker run "$1"</c>, is none that the file names.
/// </summary>
/// <param name="context">Where images are left.</param>
/// <param name="kind">One of <see cref="FileKinds"/>.</param>
/// <param name="source">The text that the scripts stand in, <c>null</c> for the file that is scanned.</param>
internal sealed class ShellImages(ScanContext context, string kind, SourceText? source = null)
{
    private static readonly SearchValues<char> NeverInImages = SearchValues.Create(" \t\r\n{}<>*%=\"'");
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    private const int MaximumNesting = 4;
    private const int MaximumEnvironments = 64;
    private const int MaximumReadings = 64;
    private const int MaximumSplatted = 100;
    private static readonly string[] Tools = ["docker", "podman", "kubectl", "helm", "nerdctl", "finch", "crane", "skopeo", "pull", "--image", "container-image", "--builder", "fx-version", "gcloud", "acr import"];
    private static readonly PlaceholderFinder NoHost = static (_, _) => null;
    private static readonly ScalarLookup NoVariables = static _ => null;

    private readonly Dictionary<SourceScalar, int> _readings = [];
    private readonly Dictionary<SourceNode, int> _visits = [];
    private readonly HashSet<string> _built = new(StringComparer.Ordinal);
    private readonly List<(ShellValue Value, string? PinRefusal)> _used = [];
    private readonly HashSet<(int, int, string)> _seen = [];

    /// <summary>A cheap test of raw bytes: whether any command could be in them that names an image.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> content) =>
        content.IndexOf("docker"u8) >= 0 || content.IndexOf("podman"u8) >= 0 || content.IndexOf("kubectl"u8) >= 0 || content.IndexOf("helm"u8) >= 0
        || content.IndexOf("nerdctl"u8) >= 0 || content.IndexOf("--image"u8) >= 0 || content.IndexOf("container-image"u8) >= 0 || content.IndexOf("fx-version"u8) >= 0 || content.IndexOf("acr import"u8) >= 0 || content.IndexOf(" pull "u8) >= 0 || content.IndexOf("--builder"u8) >= 0
        || content.IndexOf("finch"u8) >= 0 || content.IndexOf("crane"u8) >= 0;

    /// <summary>Where images are left.</summary>
    public ScanContext Context => context;

    /// <summary>Reads a script that has no host.</summary>
    public void Add(ScriptText script, ScriptLanguage language, CancellationToken cancellationToken) => Add([script], NoVariables, NoHost, [NoVariables], language, cancellationToken);

    /// <summary>Reads the lines of a script in YAML, each where it stands; lines that aliases share are read a few times at most.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="environment">The variables that are set around them, <c>null</c> for none.</param>
    /// <param name="find">The syntax of the host's variables, <c>null</c> where it has none of its own.</param>
    /// <param name="hosts">The host's variables, <c>null</c> for none.</param>
    /// <param name="source">The text that they stand in, <c>null</c> for the file that is scanned.</param>
    /// <param name="holes">The syntax of what the host replaces in scripts, where it is another than in values.</param>
    /// <param name="language">What they are written in.</param>
    public void Add(IReadOnlyList<SourceScalar> lines, ScalarLookup? environment = null, PlaceholderFinder? find = null, IReadOnlyList<ScalarLookup>? hosts = null, SourceText? source = null, PlaceholderFinder? holes = null, ScriptLanguage language = ScriptLanguage.Posix)
    {
        if (lines.Count == 0 || !lines.Any(MayMatter))
            return;

        var readings = _readings.GetValueOrDefault(lines[0]) + 1;
        _readings[lines[0]] = readings;
        if (readings > MaximumReadings)
            return;

        // The same script in another job sees other variables; at last it is read without any.
        var isLast = readings == MaximumReadings;
        Add(lines.Select(line => ScriptText.Of(source ?? context.Source, line, holes ?? find)), (isLast ? null : environment) ?? NoVariables, find ?? NoHost, (isLast ? null : hosts) ?? [NoVariables], language: language);
    }

    /// <summary>Reads scripts whose shell has the variables of each environment in turn.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="environments">The variables, by the names that the shell has for them.</param>
    /// <param name="find">The syntax of variables in their values.</param>
    /// <param name="holes">The syntax of what the host replaces in scripts.</param>
    /// <param name="source">The text that they stand in, <c>null</c> for the file that is scanned.</param>
    public void AddEach(IReadOnlyList<SourceScalar> lines, IReadOnlyList<ScalarLookup> environments, PlaceholderFinder find, PlaceholderFinder? holes = null, SourceText? source = null)
    {
        foreach (var environment in environments.Take(MaximumEnvironments))
            Add(lines, environment, find, [environment], source, holes ?? NoHost);
    }

    /// <summary>Whether a part of the document, which aliases may share, is to be read once more.</summary>
    public bool Enters(SourceNode part) => (_visits[part] = _visits.GetValueOrDefault(part) + 1) <= MaximumReadings;

    /// <summary>The lines of a script, none where it has been read often enough.</summary>
    public IReadOnlyList<SourceScalar> Lines(SourceNode? node) => node is not null && Enters(node) ? ScriptScalars.Of(node) : [];

    /// <summary>Whether a script has been read in any environment.</summary>
    public bool HasRead(IReadOnlyList<SourceScalar> lines) => lines.Count > 0 && _readings.ContainsKey(lines[0]);

    /// <summary>Reads a command whose words are given one by one, and the script that one of them may be.</summary>
    /// <param name="words">The words.</param>
    /// <param name="find">The syntax of the host's variables.</param>
    /// <param name="hosts">The host's variables.</param>
    /// <param name="environment">The variables that are set around it, <c>null</c> for none.</param>
    public void AddCommand(IReadOnlyList<ShellWord> words, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts, ScalarLookup? environment = null)
    {
        var commands = new List<ShellCommand>();
        Add(new ShellCommand(words), commands, 0, CancellationToken.None);
        Run(commands, environment ?? NoVariables, find, hosts);
    }

    /// <summary>Reads scripts that run in one shell, one behind the other.</summary>
    /// <param name="scripts">The scripts.</param>
    /// <param name="environment">The variables that are set around them.</param>
    /// <param name="find">The syntax of the host's variables.</param>
    /// <param name="hosts">The host's variables: once for each combination of a matrix.</param>
    /// <param name="language">What they are written in.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    public void Add(IEnumerable<ScriptText> scripts, ScalarLookup environment, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts, ScriptLanguage language = ScriptLanguage.Posix, CancellationToken cancellationToken = default)
    {
        var commands = new List<ShellCommand>();
        foreach (var script in scripts)
            Read(script, language, commands, 0, cancellationToken);
        if (commands.Count > 0)
            Run(commands, environment, find, hosts);
    }

    private void Run(List<ShellCommand> commands, ScalarLookup environment, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts)
    {
        var variables = new ScriptVariables(commands);
        foreach (var host in hosts.Take(MaximumEnvironments))
        {
            var values = new ShellValues(context, variables, environment, find, host);
            foreach (var command in commands)
                if (command.Assigns is null)
                    Command(command, variables, values);
        }
    }

    /// <summary>Leaves the images in the context, once all scripts are read.</summary>
    public void Finish()
    {
        foreach (var (value, refusal) in _used)
            if (!_built.Contains(ImageNames.Of(value.Resolved)))
                context.Add(new FoundImage(value.Text, value.Resolved, value.Token, kind) { Source = value.Source ?? source, PinRefusal = refusal });
    }

    /// <summary>Says that an image is made by the file.</summary>
    /// <param name="image">Its name, with or without a tag.</param>
    /// <param name="find">The syntax of the host's variables.</param>
    /// <param name="hosts">The host's variables.</param>
    public void AddBuilt(LocatedScalar image, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts)
    {
        foreach (var host in hosts.Take(MaximumEnvironments))
            foreach (var value in TemplatedImage.Values(context, image, find, host))
                AddBuilt(value.Resolved);
    }

    /// <summary>Says that an image is made by the file.</summary>
    /// <param name="image">The word that names it.</param>
    /// <param name="find">The syntax of the host's variables.</param>
    /// <param name="hosts">The host's variables.</param>
    public void AddBuilt(ShellWord image, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts) => AddWord(new CommandImage(image, ImageRole.Builds), find, hosts);

    /// <summary>Adds an image that a file names beside its commands.</summary>
    /// <param name="image">The word that names it.</param>
    /// <param name="find">The syntax of the host's variables.</param>
    /// <param name="hosts">The host's variables.</param>
    public void AddUsed(ShellWord image, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts) => AddWord(new CommandImage(image, ImageRole.Uses), find, hosts);

    private void AddWord(CommandImage image, PlaceholderFinder find, IReadOnlyList<ScalarLookup> hosts)
    {
        foreach (var host in hosts.Take(MaximumEnvironments))
            Image(image, new ShellValues(context, new ScriptVariables([]), NoVariables, find, host));
    }

    /// <summary>Says that an image is made by the file.</summary>
    public void AddBuilt(string image) => _built.Add(ImageNames.Of(image));

    /// <summary>A cheap test of a script: whether any command could be in it that names an image.</summary>
    public static bool MayBeIn(string script) => Array.Exists(Tools, tool => script.Contains(tool, StringComparison.Ordinal));

    private static bool MayMatter(SourceScalar line) => MayBeIn(line.Value);

    private void Read(ScriptText script, ScriptLanguage language, List<ShellCommand> commands, int depth, CancellationToken cancellationToken)
    {
        var (read, isUnclosed) = ScriptLanguages.Read(script, language, cancellationToken);
        context.IsPartlyRead |= isUnclosed;
        foreach (var command in read)
            Add(command, commands, depth, cancellationToken);
    }

    private void Add(ShellCommand command, List<ShellCommand> commands, int depth, CancellationToken cancellationToken)
    {
        commands.Add(command);
        if (command.Assigns is null && depth < MaximumNesting && ShellWrapper.Script(command) is var (inner, language))
            Read(inner.Nested(), language, commands, depth + 1, cancellationToken);
    }

    private void Command(ShellCommand command, ScriptVariables variables, ShellValues values)
    {
        var words = command.Words;
        var name = CommandPrefix.End(words);
        if (name + 1 >= words.Count)
            return;

        var tool = ShellNames.Tool(words[name].IsLiteral ? words[name].Text : values.Of(words[name])[0].Resolved);
        if (command.IgnoresCase)
            tool = tool.ToLowerInvariant();
        (words, name, tool) = ShellWrapper.Without(words, name, tool);
        var images = Find(words, name, tool);
        if (images.Count == 0 && words.Any(static word => word.Whole is { IsSplatted: true }))
            images = Find([.. words.SelectMany(word => word.Whole is { IsSplatted: true, Name: { } list } && variables[list] is [{ Count: <= MaximumSplatted } items] ? items : [word])], name, tool);
        foreach (var image in images)
            Image(image, values);
    }

    private static List<CommandImage> Find(IReadOnlyList<ShellWord> words, int name, string tool) =>
        [.. tool is "docker" or "podman" or "nerdctl" or "finch" ? EngineCommands.Find(words, name) : ToolCommands.Find(words, name, tool)];

    private void Image(CommandImage image, ShellValues values)
    {
        var tags = image.Tag is null ? [default] : values.Of(image.Tag);
        foreach (var name in values.Of(image.Word))
        {
            foreach (var tag in tags)
            {
                var value = image.Tag is null ? name : tag with { Text = $"{name.Text}:{tag.Text}", Resolved = $"{name.Resolved}:{tag.Resolved}", Token = tag.Token, Source = tag.Source };
                if (value.Resolved.Length == 0)
                    continue;
                if (image.Role == ImageRole.Builds)
                    AddBuilt(value.Resolved);
                else if (MayBeImage(value) && _seen.Add((value.Token.Start, value.Token.End, value.Resolved)))
                    _used.Add((value, image.PinRefusal));
            }
        }
    }

    /// <summary>Not what only a reader or the script's caller replaces, such as IMAGE, an archive or the identifier of an image.</summary>
    private static bool MayBeImage(ShellValue value)
    {
        var resolved = value.Resolved;
        if (!resolved.AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', ':'))
            return value.IsAmbiguous;
        if (!(char.IsAsciiLetterLower(resolved[0]) || char.IsAsciiDigit(resolved[0]) || resolved[0] == ImageUse.Unknown))
            return false;
        if (resolved.Contains("://", StringComparison.Ordinal) || resolved.AsSpan().ContainsAny(NeverInImages))
            return false;
        return resolved.Contains(ImageUse.Unknown) || resolved.Length < 12 || resolved.AsSpan().ContainsAnyExcept(HexadecimalDigits);
    }

    /// <summary>The name of a tool: without folders and without the extension that Windows gives it.</summary>
    private static string Tool(string command)
    {
        var name = command[(command.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }
}
