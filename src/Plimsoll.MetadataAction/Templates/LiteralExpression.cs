namespace Plimsoll.MetadataAction.Templates;

/// <summary>A text, number, truth value or <c>null</c>.</summary>
internal sealed record LiteralExpression(object? Value, string Original) : TemplateExpression;
