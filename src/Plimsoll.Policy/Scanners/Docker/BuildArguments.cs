using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// Arguments that a build of a Dockerfile is given. They can have any names: one is an image where its name says so, or that stages are
/// made from it.
/// </summary>
internal static class BuildArguments
{
    /// <summary>The images among them.</summary>
    public static IEnumerable<SourceScalar> Images(SourceMapping? arguments)
    {
        foreach (var (key, value) in arguments?.Effective() ?? [])
            if (value is SourceScalar { IsNull: false } scalar && PlainScalar.IsString(scalar.Value) && IsImage(key.Value.ToUpperInvariant(), scalar))
                yield return scalar;
    }

    private static bool IsImage(string name, SourceScalar value) =>
        name.EndsWith("IMAGE", StringComparison.Ordinal) || name.EndsWith("IMG", StringComparison.Ordinal) ? ImageText.IsReference(value) || ImageText.IsUnknown(value)
        : (name.EndsWith("BASE", StringComparison.Ordinal) || name.EndsWith("FROM", StringComparison.Ordinal)) && ImageText.IsEvident(value);
}
