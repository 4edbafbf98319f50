using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>An image in a declaration of infrastructure, which shows as the file has it where it is not resolved.</summary>
internal static class DeclaredImage
{
    /// <summary>Adds all images that the scalar can stand for.</summary>
    /// <param name="context">Where they are added.</param>
    /// <param name="image">The scalar, with placeholders that <paramref name="find"/> knows.</param>
    /// <param name="kind">One of <see cref="FileKinds"/>.</param>
    /// <param name="find">The syntax of placeholders.</param>
    /// <param name="lookup">The values of placeholders.</param>
    /// <param name="prefix">What the text must start with to name an image, and what does not belong to it: <c>DOCKER|</c>.</param>
    /// <param name="optionalPrefix">What does not belong to an image where it starts with it: <c>docker://</c>.</param>
    public static void Add(ScanContext context, LocatedScalar image, string kind, PlaceholderFinder find, ScalarLookup lookup, string prefix = "", string optionalPrefix = "")
    {
        foreach (var (_, whole, place, source) in TemplatedImage.Values(context, image, find, lookup))
        {
            var (resolved, token) = (whole, place);
            var start = resolved.StartsWith(optionalPrefix, StringComparison.OrdinalIgnoreCase) && optionalPrefix.Length > 0 ? optionalPrefix : prefix;
            if (!resolved.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                continue;

            if (source.Text.AsSpan(token.Start, token.End - token.Start).StartsWith(start, StringComparison.OrdinalIgnoreCase))
                token = token with { Start = token.Start + start.Length };
            resolved = resolved[start.Length..];
            if (resolved.Length > 0)
                context.Add(new FoundImage(source.Text[token.Start..token.End], resolved, token, kind) { Source = source });
        }
    }
}
