using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Jenkins;

/// <summary>The images of one pipeline.</summary>
internal sealed class JenkinsPipeline
{
    private readonly ScanContext _context;
    private readonly IReadOnlyList<GroovyToken> _tokens;
    private readonly ShellImages _images;
    private readonly Dictionary<string, List<SourceScalar>> _variables = new(StringComparer.Ordinal);

    // The names before the braces that are open.
    private readonly List<string> _blocks = [];
    private bool _isInTemplate;

    public JenkinsPipeline(ScanContext context, IReadOnlyList<GroovyToken> tokens)
    {
        _context = context;
        _tokens = tokens;
        _images = new ShellImages(context, FileKinds.Jenkins);
    }

    /// <summary>Adds them to the context.</summary>
    public void Add(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _tokens.Count; i++)
            Declare(i);
        for (var i = 0; i < _tokens.Count; i++)
            Visit(i, cancellationToken);
        _images.Finish();
    }

    private bool Is(int index, string text) => index >= 0 && index < _tokens.Count && _tokens[index].Is(text);

    private ScriptText? String(int index) => index >= 0 && index < _tokens.Count ? _tokens[index].String : null;

    /// <summary>Keeps <c>NAME = 'value'</c>, and the default of a parameter under its name.</summary>
    private void Declare(int i)
    {
        if (_tokens[i].IsName && Is(i + 1, "=") && String(i + 2) is { } value)
            Keep(_tokens[i].Text, value);
        else if (_tokens[i].Is("name") && Is(i + 1, ":") && String(i + 2) is { } name && Is(i + 3, ",") && Is(i + 4, "defaultValue") && Is(i + 5, ":") && String(i + 6) is { } ending)
            Keep(name.Text, ending);
        else if (_tokens[i].IsName && Is(i + 1, "=") && !Is(i + 2, "="))
            Keep(_tokens[i].Text, null);
    }

    private void Keep(string name, ScriptText? value)
    {
        if (!_variables.TryGetValue(name, out var values))
            _variables[name] = values = [];

        // A dollar that is not Groovy's would be taken for it.
        var isKnown = value is not null && (value.Holes.Count > 0 || !value.Text.Contains('$'));
        var range = value?.Range(0, value.Text.Length) ?? default;
        values.Add(new SourceScalar(isKnown ? value!.Text : "${?}", isPlain: false, range.Start, range.End));
    }

    private IReadOnlyList<LocatedScalar>? Variable(string name) =>
        _variables.TryGetValue(name, out var values) && values.DistinctBy(value => value.Value).Count() == 1 ? [new LocatedScalar(values[0])] : null;

    private string? Literal(string name) => Variable(name) is [{ Scalar.Value: var value }] && !value.Contains('$') ? value : null;

    private void Visit(int i, CancellationToken cancellationToken)
    {
        var token = _tokens[i];
        if (token.Is("{") || token.Is("}"))
        {
            _isInTemplate = false;
            if (token.Text == "{")
                _blocks.Add(BlockName(i));
            else if (_blocks.Count > 0)
                _blocks.RemoveAt(_blocks.Count - 1);
            return;
        }

        var block = _blocks.Count > 0 ? _blocks[^1] : "";
        if (token.Is("containerTemplate"))
            _isInTemplate = true;
        else if (token.Is("image") && ((block == "docker" && !Is(i - 1, ".")) || (block == "containerTemplate" && !Is(i - 1, "."))) && String(i + 1) is { } ofAgent)
            Image(ofAgent);
        else if (token.Is("image") && _isInTemplate && Is(i + 1, ":") && String(i + 2) is { } ofTemplate)
            Image(ofTemplate);
        else if (token.Is("docker") && block == "agent" && String(i + 1) is { } agent)
            Image(agent);
        else if (token.Is("docker") && Is(i + 1, ".") && !Is(i - 1, "."))
            Docker(i);
        else if (!Is(i - 1, ".") && (token.Is("sh") || token.Is("bat") || token.Is("powershell") || token.Is("pwsh")))
            Script(i, token.Is("bat") ? ScriptLanguage.Batch : token.Is("sh") ? ScriptLanguage.Posix : ScriptLanguage.PowerShell, cancellationToken);
        else if (token.Is("yaml") && String(Is(i + 1, ":") ? i + 2 : i + 1) is { } manifest)
            Manifest(manifest);
    }

    /// <summary>The name of a block: the one before the brace, or before the arguments before it.</summary>
    private string BlockName(int brace)
    {
        var i = brace - 1;
        if (Is(i, ")"))
        {
            var depth = 0;
            for (; i >= 0; i--)
            {
                depth += Is(i, ")") ? 1 : Is(i, "(") ? -1 : 0;
                if (depth == 0)
                    break;
            }

            i--;
        }

        return i >= 0 && _tokens[i].IsName ? _tokens[i].Text : "";
    }

    private void Docker(int i)
    {
        if (!Is(i + 3, "(") || (String(i + 4) ?? Named(i + 4)) is not { } name)
            return;

        var isBuilt = Is(i + 2, "build") || (Is(i + 2, "image") && Is(i + 5, ")") && Is(i + 6, ".") && (Is(i + 7, "push") || Is(i + 7, "tag")));
        if (isBuilt)
            _images.AddBuilt(ShellWord.Of(name), GroovyVariables.Find, [Variable]);
        else if (Is(i + 2, "image"))
            Image(name);
    }

    /// <summary>The value of a variable that is the only argument.</summary>
    private ScriptText? Named(int i) =>
        Is(i + 1, ")") && Variable(_tokens[i].Text) is [{ Scalar: { } value }] ? ScriptText.Of(_context.Source, value, GroovyVariables.Find) : null;

    private void Image(ScriptText name) => _images.AddUsed(ShellWord.Of(name), GroovyVariables.Find, [Variable]);

    private void Script(int i, ScriptLanguage language, CancellationToken cancellationToken)
    {
        var at = Is(i + 1, "(") ? i + 2 : i + 1;
        for (var end = Math.Min(at + 8, _tokens.Count); at < end && String(at) is null && !Is(at, ")") && !Is(at, "}"); at++)
        {
        }

        // Of named arguments the one that is called script.
        if (String(at) is { } script && (at == i + 1 || (Is(i + 1, "(") && at == i + 2) || (Is(at - 1, ":") && Is(at - 2, "script"))))
            _images.Add([script], Variable, GroovyVariables.Find, [Variable], language, cancellationToken);
    }

    /// <summary>A manifest keeps its places where it stands in the file as it is.</summary>
    private void Manifest(ScriptText manifest)
    {
        if (manifest.Text.Length == 0)
            return;

        var range = manifest.Range(0, manifest.Text.Length);
        if (range.End - range.Start != manifest.Text.Length)
            return;

        foreach (var document in YamlReader.Read(manifest.Text, CancellationToken.None, range.Start).Documents)
            if (document is SourceMapping pod && pod["spec"] is SourceMapping)
                foreach (var (image, _) in KubernetesScanner.Images(pod, isTemplate: false))
                    _context.Add(image, FileKinds.Jenkins, Literal);
    }
}
