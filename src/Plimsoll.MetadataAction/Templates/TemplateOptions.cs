namespace Plimsoll.MetadataAction.Templates;

/// <summary>The last argument of each call.</summary>
/// <param name="Name">The name that was called.</param>
/// <param name="Hash">The arguments with names.</param>
/// <param name="Program">Renders the block for a value, with block parameters and data.</param>
/// <param name="Inverse">Renders what is after <c>else</c>.</param>
internal sealed record TemplateOptions(
    string Name,
    TemplateObject Hash,
    Func<object?, IReadOnlyList<object?>, TemplateObject?, string> Program,
    Func<object?, string> Inverse);
