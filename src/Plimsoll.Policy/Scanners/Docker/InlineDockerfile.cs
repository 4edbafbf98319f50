using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// The Dockerfile inside a Compose file. Compose replaces its own variables first and leaves a doubled dollar to the
/// Dockerfile as one.
/// </summary>
internal static class InlineDockerfile
{
    /// <summary>Adds its images. Where the text has escapes or folded lines, the place of each is that of the whole text.</summary>
    public static void Scan(SourceScalar dockerfile, SourceText source, VariableLookup variables, ScanContext context)
    {
        var offsets = ScalarOffsets.Find(source.Text, dockerfile);
        var (text, places) = Interpolate(dockerfile, offsets, variables);
        var file = DockerfileReader.Read(text, CancellationToken.None);
        DockerfileStages.Scan(file, Add);
        if (offsets is not null)
            DockerfileCommands.Scan(file, context, FileKinds.Compose, i => places[i], source);

        void Add(DockerfileImage image)
        {
            if (image.Token.End > image.Token.Start)
                context.Add(new FoundImage(image.Text, image.Resolved, new TextRange(places[image.Token.Start].Start, places[image.Token.End - 1].End), FileKinds.Compose) { Source = source, PinRefusal = offsets is null ? "it stands in a text with escapes or folded lines" : null });
        }
    }

    /// <summary>The text, and for each of its characters the place of what it comes from: itself, or a whole variable.</summary>
    private static (string Text, List<TextRange> Places) Interpolate(SourceScalar dockerfile, int[]? offsets, VariableLookup variables)
    {
        var value = dockerfile.Value;
        var text = new StringBuilder(value.Length);
        var places = new List<TextRange>(value.Length);
        for (var i = 0; i < value.Length;)
        {
            var end = Math.Max(VariableEnd(value, i), i + 1);
            var replaced = end == i + 1 ? value[i].ToString() : Interpolation.Expand(value[i..end], variables);
            text.Append(replaced);
            places.AddRange(Enumerable.Repeat(offsets is null ? new TextRange(dockerfile.Start, dockerfile.End) : new TextRange(offsets[i], offsets[end - 1] + 1), replaced.Length));
            i = end;
        }

        return (text.ToString(), places);
    }

    /// <summary>One past the variable that starts at <paramref name="start"/>, or <paramref name="start"/> itself.</summary>
    private static int VariableEnd(string value, int start)
    {
        if (value[start] != '$' || start + 1 == value.Length)
            return start;

        var end = start + 1;
        if (value[end] == '$')
            return end + 1;

        if (value[end] != '{')
        {
            while (end < value.Length && (char.IsAsciiLetterOrDigit(value[end]) || value[end] == '_'))
                end++;
            return end == start + 1 ? start : end;
        }

        var depth = 0;
        for (; end < value.Length && value[end] != '\n'; end++)
        {
            if (value[end] == '{')
                depth++;
            else if (value[end] == '}' && --depth == 0)
                return end + 1;
        }

        return start;
    }
}
