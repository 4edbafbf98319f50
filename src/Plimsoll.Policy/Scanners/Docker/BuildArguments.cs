using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// Arguments that a build of a Dockerfile is given. They can have any names: one is an image where its name says so, or that stages are
/// made from it.
/// </summary>
internal static class BuildArguments
{
    /// <summary>The images among them.</summary>
    /// <param name="arguments">A mapping, or a list of <c>NAME=value</c>; nothing else holds any.</param>
    /// <param name="source">The text that they stand in.</param>
    public static IEnumerable<SourceScalar> Images(SourceNode? arguments, SourceText source)
    {
        var mapping = arguments is SourceSequence list ? Split(list, source) : arguments as SourceMapping;
        foreach (var (key, value) in mapping?.Effective() ?? [])
            if (value is SourceScalar { IsNull: false } scalar && PlainScalar.IsString(scalar.Value) && IsImage(key.Value.ToUpperInvariant(), scalar))
                yield return scalar;
    }

    /// <summary>Whether an argument is an image, whose value, unknown parts marked with <see cref="ImageUse.Unknown"/>, can be nothing else.</summary>
    public static bool IsCertain(string name, string value) =>
        (name.EndsWith("IMAGE", StringComparison.OrdinalIgnoreCase) || name.EndsWith("IMG", StringComparison.OrdinalIgnoreCase) || name.EndsWith("BASE", StringComparison.OrdinalIgnoreCase) || name.EndsWith("FROM", StringComparison.OrdinalIgnoreCase))
        && ReferenceText.IsCertain(value);

    private static SourceMapping Split(SourceSequence list, SourceText source)
    {
        var arguments = new SourceMapping();
        foreach (var item in list.Items.OfType<SourceScalar>())
            if (item.Value.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign && sign + 1 < item.Value.Length)
            {
                var (start, end) = ScalarOffsets.Find(source.Text, item) is { } offsets ? (offsets[sign + 1], offsets[^1] + 1) : (item.Start, item.End);
                arguments.Entries.Add(new(new SourceScalar(item.Value[..sign], isPlain: false, item.Start, item.Start), new SourceScalar(item.Value[(sign + 1)..], isPlain: false, start, end)));
            }

        return arguments;
    }

    private static bool IsImage(string name, SourceScalar value) =>
        name.EndsWith("IMAGE", StringComparison.Ordinal) || name.EndsWith("IMG", StringComparison.Ordinal) ? ImageText.IsReference(value) || ImageText.IsUnknown(value)
        : (name.EndsWith("BASE", StringComparison.Ordinal) || name.EndsWith("FROM", StringComparison.Ordinal)) && ImageText.IsEvident(value);
}
