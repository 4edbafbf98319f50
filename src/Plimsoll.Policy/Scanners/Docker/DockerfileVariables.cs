using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// The variables that the commands of a stage see: ARG with its default, and ENV, which prevails. Each value stands where it
/// is written.
/// </summary>
/// <param name="escape">The escape character of the Dockerfile.</param>
/// <param name="place">The place in the file of each offset of the Dockerfile.</param>
/// <param name="below">Those of the stage that it is built upon, which is complete; <c>null</c> for none.</param>
internal sealed class DockerfileVariables(char escape, Func<int, TextRange> place, DockerfileVariables? below = null)
{
    private const int MaximumStages = 100;

    private readonly DockerfileVariables? _below = below;
    private readonly Dictionary<string, Value?> _arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value?> _environment = new(StringComparer.Ordinal);

    /// <summary>The value of a variable; <c>null</c> where the file gives it none.</summary>
    public IReadOnlyList<LocatedScalar>? Find(string name) =>
        Of(name) is { } value ? [new LocatedScalar(value.Scalar)] : null;

    /// <summary>Replaces the variables of a word; unknown parts are marked.</summary>
    public string Expand(DockerfileWord word) => Interpolation.Expand(word.Text, name => Of(name)?.Resolved, shellWord: true, escape);

    /// <summary>Reads an ARG; without a default it has that which the file gives it before its first stage.</summary>
    public void Declare(DockerfileInstruction instruction, DockerfileVariables? global)
    {
        foreach (var word in instruction.Arguments)
        {
            var equals = word.Text.IndexOf('=');
            if (equals >= 0)
                _arguments[word.Text[..equals]] = Read(word.From(equals + 1));
            else if (global?._arguments.GetValueOrDefault(word.Text) is { } value)
                _arguments[word.Text] = value;
            else
                _arguments.TryAdd(word.Text, null);
        }
    }

    /// <summary>Reads an ENV: <c>A=b C=d</c>, or <c>A b</c>.</summary>
    public void Set(DockerfileInstruction instruction)
    {
        var words = instruction.Arguments.ToList();
        if (words.Count == 0)
            return;

        if (!words[0].Text.Contains('='))
        {
            _environment[words[0].Text] = words.Count == 2 ? Read(words[1]) : null;
            return;
        }

        // What one ENV sets, its other values do not see yet.
        var values = words.Where(word => word.Text.Contains('=')).Select(word => (word.Text[..word.Text.IndexOf('=')], Read(word.From(word.Text.IndexOf('=') + 1)))).ToList();
        foreach (var (name, value) in values)
            _environment[name] = value;
    }

    private Value? Of(string name)
    {
        Value? argument = null;
        var isArgument = false;
        var scope = this;
        for (var stages = 0; scope is not null && stages < MaximumStages; stages++, scope = scope._below)
        {
            if (scope._environment.TryGetValue(name, out var value))
                return value;
            if (!isArgument && scope._arguments.TryGetValue(name, out argument))
                isArgument = argument is not null;
        }

        return argument;
    }

    private Value? Read(DockerfileWord word)
    {
        var token = word.Unquoted();
        if (token.Text.Length == 0)
            return null;

        var resolved = Expand(word);
        var shown = resolved.Contains(ImageUse.Unknown) ? token.Text : resolved;
        return new Value(new SourceScalar(shown, isPlain: false, place(token.FileStart).Start, place(token.FileEnd - 1).End), resolved);
    }

    /// <summary>A value.</summary>
    /// <param name="Scalar">As it comes out; as it is written, where it depends on something that the file does not define.</param>
    /// <param name="Resolved">As it comes out, unknown parts marked.</param>
    private readonly record struct Value(SourceScalar Scalar, string Resolved);
}
