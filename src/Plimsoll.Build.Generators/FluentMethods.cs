using System.Text;

namespace Plimsoll.Build.Generators;

/// <summary>The fluent methods of a settings record. Each returns a changed copy of the type that it is called on.</summary>
internal static class FluentMethods
{
    private const string KeyValuePairs = "global::System.Collections.Generic.IEnumerable<global::System.Collections.Generic.KeyValuePair";

    public static void Append(StringBuilder text, SettingsRecord record)
    {
        if (record.Properties.Count == 0)
            return;
        text.Append($"/// <summary>The fluent methods of <see cref=\"{record.Name}\"/>.</summary>\n");
        text.Append($"{record.Accessibility} static partial class {record.Name}Extensions\n{{\n");
        foreach (var property in record.Properties)
        {
            if (property.Item is not null)
                AppendList(text, record, property);
            else if (property.Key is not null)
                AppendDictionary(text, record, property);
            else if (property.IsBoolean)
                AppendBoolean(text, record, property);
            else
                AppendScalar(text, record, property);
        }

        text.Append("}\n\n");
    }

    private static void AppendScalar(StringBuilder text, SettingsRecord record, SettingsProperty property)
    {
        Append(text, record, property, "Sets", $"Set{property.Name}", $", {property.Type} value", "value");
        if (property.HasDefault)
            Append(text, record, property, "Resets", $"Reset{property.Name}", "", "default");
    }

    private static void AppendBoolean(StringBuilder text, SettingsRecord record, SettingsProperty property)
    {
        Append(text, record, property, "Sets", $"Set{property.Name}", ", bool? value", property.IsNullable || property.Type == "bool?" ? "value" : "value ?? false");
        Append(text, record, property, "Resets", $"Reset{property.Name}", "", "default");
        Append(text, record, property, "Enables", $"Enable{property.Name}", "", "true");
        Append(text, record, property, "Disables", $"Disable{property.Name}", "", "false");
        Append(text, record, property, "Toggles", $"Toggle{property.Name}", "", $"!(settings.{property.Name}{(property.Type == "bool?" ? " ?? false" : "")})");
    }

    private static void AppendList(StringBuilder text, SettingsRecord record, SettingsProperty property)
    {
        var old = $".. settings.{property.Name}{(property.IsNullable ? " ?? []" : "")}";
        foreach (var type in (string[])[$"params {property.Item}[]", $"global::System.Collections.Generic.IEnumerable<{property.Item}>"])
        {
            Append(text, record, property, "Sets", $"Set{property.Name}", $", {type} values", "[.. values]");
            Append(text, record, property, "Adds to", $"Add{property.Name}", $", {type} values", $"[{old}, .. values]");
            Append(
                text, record, property, "Removes from", $"Remove{property.Name}", $", {type} values",
                $"[.. global::System.Linq.Enumerable.Where<{property.Item}>([{old}], item => !global::System.Linq.Enumerable.Contains(values, item))]");
        }

        Append(text, record, property, "Empties", $"Clear{property.Name}", "", "[]");
    }

    private static void AppendDictionary(StringBuilder text, SettingsRecord record, SettingsProperty property)
    {
        var dictionary = $"new global::System.Collections.Generic.Dictionary<{property.Key}, {property.Value}>";
        var empty = $"{dictionary}()";
        var old = property.IsNullable ? $"settings.{property.Name} ?? {empty}" : $"settings.{property.Name}";
        var copy = $"{dictionary}({old})";

        // A text is given as whatever becomes one: a number, a path, a boolean.
        var parameter = property.HasTexts ? "object?" : property.Value;
        var value = property.HasTexts ? "global::Plimsoll.Build.Tools.Arguments.ToText(value)" : "value";
        if (property.HasTexts && !property.Value.EndsWith("?", StringComparison.Ordinal))
            value += " ?? \"\"";

        if (property.HasTexts)
            Append(
                text, record, property, "Sets", $"Set{property.Name}", $", {KeyValuePairs}<{property.Key}, TValue>> values",
                $"global::System.Linq.Enumerable.ToDictionary(values, pair => pair.Key, pair => ({property.Value})({value.Replace("(value)", "(pair.Value)")}))", "TValue");
        else
            Append(text, record, property, "Sets", $"Set{property.Name}", $", {KeyValuePairs}<{property.Key}, {property.Value}>> values", $"{dictionary}(values)");
        foreach (var (verb, prefix) in ((string, string)[])[("Sets an entry of", "Set"), ("Adds an entry to", "Add")])
            Append(text, record, property, verb, $"{prefix}{property.Singular}", $", {property.Key} key, {parameter} value", $"{copy} {{ [key] = {value} }}");
        Append(
            text, record, property, "Removes an entry of", $"Remove{property.Singular}", $", {property.Key} key",
            $"{dictionary}(global::System.Linq.Enumerable.Where({old}, pair => !Equals(pair.Key, key)))");
        Append(text, record, property, "Empties", $"Clear{property.Name}", "", empty);
    }

    private static void Append(
        StringBuilder text, SettingsRecord record, SettingsProperty property, string verb, string method, string parameters, string value, string? typeParameter = null)
    {
        var member = $"{record.FullName}.{property.Name}";
        var (result, constraint) = record.IsSealed ? (record.FullName, "") : ("T", $" where T : {record.FullName}");
        string[] types = [.. new[] { record.IsSealed ? null : "T", typeParameter }.OfType<string>()];
        var list = types.Length == 0 ? "" : $"<{string.Join(", ", types)}>";
        text.Append($"    /// <summary>{verb} <see cref=\"{member}\"/>: <inheritdoc cref=\"{member}\" path=\"/summary/node()\"/></summary>\n");
        text.Append($"    public static {result} {method}{list}(this {result} settings{parameters}){constraint} => settings with {{ {property.Name} = {value} }};\n\n");
    }
}
