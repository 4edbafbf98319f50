namespace Plimsoll.MetadataAction.Templates;

/// <summary>A path or literal with what it is called with.</summary>
internal sealed record CallExpression(TemplateExpression Callee, IReadOnlyList<TemplateExpression> Parameters, IReadOnlyList<KeyValuePair<string, TemplateExpression>> Hash)
    : TemplateExpression
{
    public bool HasArguments => Parameters.Count > 0 || Hash.Count > 0;

    /// <summary>The path; a literal in its place is a name.</summary>
    public PathExpression Path => Callee as PathExpression ?? new PathExpression(IsData: false, 0, [((LiteralExpression)Callee).Original], ((LiteralExpression)Callee).Original);
}
