namespace Plimsoll.MetadataAction.Templates;

/// <summary>A sequence of nodes.</summary>
internal sealed record TemplateProgram(List<TemplateNode> Body)
{
    /// <summary>The names after <c>as |…|</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Whether it is the one block of an <c>else if</c>.</summary>
    public bool IsChained { get; init; }
}
