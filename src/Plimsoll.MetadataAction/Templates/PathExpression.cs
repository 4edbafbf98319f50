using System.Text.RegularExpressions;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>A path such as <c>branch</c>, <c>../branch</c> or <c>@root.branch</c>.</summary>
/// <param name="IsData">Whether it starts with <c>@</c>.</param>
/// <param name="Depth">How many <c>..</c> it has.</param>
/// <param name="Parts">The names.</param>
/// <param name="Original">The path as it was written.</param>
internal sealed partial record PathExpression(bool IsData, int Depth, IReadOnlyList<string> Parts, string Original) : TemplateExpression
{
    /// <summary>A single name, which may be that of a helper.</summary>
    public bool IsSimple => Parts.Count == 1 && Depth == 0 && !IsScoped;

    /// <summary>Whether it starts with a dot, or a word in it ends with <c>this</c>.</summary>
    public bool IsScoped => Scope.IsMatch(Original);

    [GeneratedRegex(@"^\.|this\b", RegexOptions.CultureInvariant)]
    private static partial Regex Scope { get; }
}
