namespace Plimsoll.MetadataAction.Templates;

/// <summary>An object of a template: its members by name, and what it is as a text.</summary>
internal sealed class TemplateObject(string text = "[object Object]") : Dictionary<string, object?>(StringComparer.Ordinal)
{
    /// <summary>An object of functions under their names.</summary>
    public static TemplateObject Create(params ReadOnlySpan<TemplateFunction> functions)
    {
        var members = new TemplateObject();
        foreach (var function in functions)
            members.Add(function.Name, function);
        return members;
    }

    public override string ToString() => text;
}
