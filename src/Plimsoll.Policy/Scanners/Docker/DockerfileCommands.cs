using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// The images that the commands of a Dockerfile name: RUN, CMD, ENTRYPOINT and HEALTHCHECK, as a line for the shell, as an array
/// of words, or as a here-document. They see the ARG and ENV of their stage and of those that it is built upon.
/// </summary>
internal sealed class DockerfileCommands
{
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    };

    // What stands in a value is replaced where it is known; the rest is not.
    private static readonly ScalarLookup UnknownVariables = static _ => [new LocatedScalar(new SourceScalar(ImageUse.Unknown.ToString(), isPlain: false, 0, 0))];

    private readonly DockerfileReader _file;
    private readonly ScanContext _context;
    private readonly Func<int, TextRange> _place;
    private readonly CancellationToken _cancellationToken;
    private readonly ShellImages _images;
    private readonly DockerfileVariables _global;
    private readonly Dictionary<string, (DockerfileVariables Variables, ScriptLanguage? Language)> _stages = new(StringComparer.OrdinalIgnoreCase);
    private DockerfileVariables? _stage;
    private string? _name;
    private ScriptLanguage? _language = ScriptLanguage.Posix;

    private DockerfileCommands(DockerfileReader file, ScanContext context, string kind, Func<int, TextRange> place, SourceText? source, CancellationToken cancellationToken)
    {
        (_file, _context, _place, _cancellationToken) = (file, context, place, cancellationToken);
        _images = new ShellImages(context, kind, source);
        _global = new DockerfileVariables(file.Escape, place);
    }

    /// <summary>Adds the images.</summary>
    /// <param name="file">The Dockerfile.</param>
    /// <param name="context">Where they are added.</param>
    /// <param name="kind">One of <see cref="FileKinds"/>.</param>
    /// <param name="place">The place in the file of each offset of the Dockerfile.</param>
    /// <param name="source">The text that the Dockerfile stands in, <c>null</c> for the file that is scanned.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    public static void Scan(DockerfileReader file, ScanContext context, string kind, Func<int, TextRange> place, SourceText? source = null, CancellationToken cancellationToken = default)
    {
        if (ShellImages.MayBeIn(file.Text))
            new DockerfileCommands(file, context, kind, place, source, cancellationToken).Scan();
    }

    private void Scan()
    {
        _context.IsPartlyRead |= _file.IsUnclosed;
        foreach (var instruction in _file.Instructions)
        {
            if (!Keywords.Contains(instruction.Keyword.Text))
                _context.IsPartlyRead = true;
            else if (instruction.Keyword.Is("RUN") || instruction.Keyword.Is("CMD") || instruction.Keyword.Is("ENTRYPOINT") || instruction.Keyword.Is("HEALTHCHECK"))
                Command(instruction);
            else if (!instruction.IsOnBuild)
                Declare(instruction);
        }

        _images.Finish();
    }

    private void Declare(DockerfileInstruction instruction)
    {
        if (instruction.Keyword.Is("FROM"))
            From([.. instruction.Arguments.Take(3)]);
        else if (instruction.Keyword.Is("ARG"))
            (_stage ?? _global).Declare(instruction, _stage is null ? null : _global);
        else if (instruction.Keyword.Is("ENV"))
            _stage?.Set(instruction);
        else if (instruction.Keyword.Is("SHELL") && Arguments(instruction) is { } arguments)
            SetShell(DockerfileExecForm.Read(arguments) is { Count: > 0 } words ? ScriptLanguages.Of(words[0].Text) : null);
    }

    private void From(List<DockerfileWord> words)
    {
        if (words.Count == 0)
            return;

        var isBuiltUpon = _stages.TryGetValue(_global.Expand(words[0]), out var parent);
        _stage = new DockerfileVariables(_file.Escape, _place, isBuiltUpon ? parent.Variables : null);
        _language = isBuiltUpon ? parent.Language : ScriptLanguage.Posix;
        _name = words.Count == 3 && words[1].Is("AS") ? words[2].Text : null;
        if (_name is not null)
            _stages[_name] = (_stage, _language);
    }

    private void SetShell(ScriptLanguage? language)
    {
        _language = language;
        if (_stage is not null && _name is not null)
            _stages[_name] = (_stage, language);
    }

    private void Command(DockerfileInstruction instruction)
    {
        if (Arguments(instruction) is not { } script)
            return;

        ScalarLookup variables = name => _stage?.Find(name);
        if (DockerfileExecForm.Read(script) is { } words)
            _images.AddCommand(words, ShellVariables.Find, [UnknownVariables], variables);
        else if (_language is not { } language)
            _context.IsPartlyRead |= ShellImages.MayBeIn(script.Text);
        else if (Script(instruction, script, language) is var (text, read))
            _images.Add([text], variables, ShellVariables.Find, [UnknownVariables], read, _cancellationToken);
    }

    /// <summary>The line, or the here-document that a shell is given instead of it; <c>null</c> where neither can name an image.</summary>
    private (ScriptText Script, ScriptLanguage Language)? Script(DockerfileInstruction instruction, ScriptText line, ScriptLanguage language)
    {
        var document = instruction.Documents is [var first, ..] ? first : default;
        var text = _file.Text[document.Start..document.End];
        if (!ShellImages.MayBeIn(text))
            return ShellImages.MayBeIn(line.Text) ? (line, language) : null;

        // What a program is given to read is not read here; what cat or tee writes is no command.
        var reader = Reader(line, text);
        if (reader.Length == 0 || ScriptLanguages.Of(reader) is not null)
            return (Script(text, i => document.Start + i), ScriptLanguages.Of(reader) ?? language);

        _context.IsPartlyRead |= reader is not ("cat" or "tee");
        return (line, language);
    }

    /// <summary>The program that is given a here-document; empty for the shell itself, where the line is nothing else and the first line names no other.</summary>
    private string Reader(ScriptText line, string document)
    {
        var commands = ShellReader.Read(line, _cancellationToken).Commands;
        if (commands.Count == 0)
            return document.StartsWith("#!", StringComparison.Ordinal) ? document.Split('\n')[0].TrimEnd().Split(' ', '/')[^1] : "";

        var words = commands[0].Words;
        var isAlone = commands.Count == 1 && words.Skip(1).All(word => word.Text.StartsWith('-'));
        return isAlone || ScriptLanguages.Of(words[0].Text) is null ? words[0].Text : "?";
    }

    /// <summary>What stands behind the keyword and its flags, or <c>null</c> for nothing.</summary>
    private ScriptText? Arguments(DockerfileInstruction instruction)
    {
        var words = instruction.Arguments;
        if (instruction.Keyword.Is("HEALTHCHECK"))
            words = words.Skip(1);
        return words.FirstOrDefault() is { Text.Length: > 0 } first ? Script(instruction.Text[first.Start..], i => instruction.Offsets[first.Start + i]) : null;
    }

    private ScriptText Script(string text, Func<int, int> offset)
    {
        // What is unknown before the Dockerfile is read remains so.
        var holes = new Dictionary<int, Placeholder>();
        for (var i = text.IndexOf(ImageUse.Unknown); i >= 0; i = text.IndexOf(ImageUse.Unknown, i + 1))
            holes[i] = Placeholder.Unknown(i, i + 1);
        return new ScriptText(text, i => _place(offset(i))) { Holes = holes };
    }
}
