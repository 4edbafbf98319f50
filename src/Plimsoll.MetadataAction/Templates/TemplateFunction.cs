namespace Plimsoll.MetadataAction.Templates;

/// <summary>A function of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arity">How many parameters it has.</param>
/// <param name="Invoke">Called with the context it is in and its arguments, the last of which are the options.</param>
internal sealed record TemplateFunction(string Name, int Arity, Func<object?, IReadOnlyList<object?>, object?> Invoke);
