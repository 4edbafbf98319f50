using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Pipelines;

/// <summary>An input of a known action or task that names images: one, or several in lines or between commas.</summary>
/// <param name="Name">The input.</param>
/// <param name="Behind">What stands before the image in a line, <c>=</c> in <c>name=image</c>; empty where the line is the image.</param>
internal sealed record StepInput(string Name, string Behind = "")
{
    /// <summary>What the step does with the image.</summary>
    public ImageRole Role { get; init; } = ImageRole.Uses;

    /// <summary>Whether what stands before <see cref="Behind"/> and what stands behind it are an image; <c>null</c> where it always is one.</summary>
    public Func<string, string, bool>? Accepts { get; init; }

    /// <summary>Adds the images of those inputs of a step that are known.</summary>
    /// <param name="inputs">The inputs that name images.</param>
    /// <param name="values">What the step gives to its inputs.</param>
    /// <param name="commands">Where images are left: what the file builds is not judged.</param>
    /// <param name="find">The syntax of variables.</param>
    /// <param name="environments">The variables.</param>
    public static void Scan(StepInput[] inputs, SourceMapping values, ShellImages commands, PlaceholderFinder find, IReadOnlyList<ScalarLookup> environments)
    {
        foreach (var (name, value) in values.Effective())
            foreach (var input in inputs)
                if (value is SourceScalar { IsNull: false } scalar && input.Name.Equals(name.Value, StringComparison.OrdinalIgnoreCase))
                    input.Add(scalar, commands, find, environments);
    }

    private void Add(SourceScalar scalar, ShellImages commands, PlaceholderFinder find, IReadOnlyList<ScalarLookup> environments)
    {
        commands.Context.Pass(scalar);
        var word = ShellWord.Of(ScriptText.Of(commands.Context.Source, scalar, find));
        for (int start = 0, end; start < word.Text.Length; start = end + 1)
        {
            end = word.Text.AsSpan(start).IndexOfAny('\n', ',') is >= 0 and var length ? start + length : word.Text.Length;
            var at = word.Text.IndexOf(Behind, start, end - start, StringComparison.Ordinal);
            if (at < 0)
                continue;

            var (first, last) = (at + Behind.Length, end);
            while (first < last && IsAround(word.Text[first]))
                first++;
            while (last > first && IsAround(word.Text[last - 1]))
                last--;
            if (first == last || Accepts?.Invoke(word.Text[start..at].Trim(), word.Text[first..last]) == false)
                continue;
            if (Role == ImageRole.Builds)
                commands.AddBuilt(word.Part(first, last - first), find, environments);
            else
                commands.AddUsed(word.Part(first, last - first), find, environments);
        }
    }

    /// <summary>Whether a character is none of an image, but may stand around it: a line of some inputs is one of CSV.</summary>
    private static bool IsAround(char c) => char.IsWhiteSpace(c) || c == '"';
}
