namespace Plimsoll.MetadataAction.Templates;

/// <summary>What has a value.</summary>
internal abstract record TemplateExpression;
