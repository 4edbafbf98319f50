namespace Plimsoll.MetadataAction.Templates;

/// <summary>A piece of a template, and its text.</summary>
internal readonly record struct TemplateToken(TokenKind Kind, string Text);
