using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Plimsoll.Build.Parameters;

/// <summary>
/// Reads a value of any readable type from JSON. It walks the parsed document itself rather than let
/// <see cref="JsonSerializer"/> make the object: the leaves are then read as everywhere else (paths are relative to the root, the
/// case of an enumeration does not matter, a TypeConverter is asked), a name that no member has is an error rather than nothing, a
/// message names the place, null is kept out of members that do not allow it, and no code is generated at run time.
/// </summary>
internal static class JsonValueReader
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="BuildException">It is not a value of the type (exit code 2).</exception>
    public static object Read(JsonElement json, Type type, ValueOrigin origin)
    {
        if (ValueShape.IsScalar(type))
            return origin.Read(Text(json, origin), type);
        if (ValueShape.GetElementType(type) is { } item)
            return ValueList.Create(type, item, Items(json, item, origin));
        if (ValueShape.GetDictionaryValueType(type) is { } value)
            return Dictionary(json, value, origin);
        return Object(json, Nullable.GetUnderlyingType(type) ?? type, origin);
    }

    /// <summary>Reads the text of a scalar.</summary>
    /// <exception cref="BuildException">It is an object, an array or null (exit code 2).</exception>
    public static string Text(JsonElement json, ValueOrigin origin) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => throw Wrong(json, origin, "a string, a number or a boolean"),
    };

    private static List<object?> Items(JsonElement json, Type item, ValueOrigin origin) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select((e, i) => ReadOrNull(e, item, Nullable.GetUnderlyingType(item) is not null, origin.At($"[{i}]")))]
        : throw Wrong(json, origin, "an array");

    private static IDictionary Dictionary(JsonElement json, Type value, ValueOrigin origin)
    {
        Demand(json, origin);
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        foreach (var property in json.EnumerateObject())
            result.Add(property.Name, ReadOrNull(property.Value, value, Nullable.GetUnderlyingType(value) is not null, origin.At($".{property.Name}")));
        return result;
    }

    private static object Object(JsonElement json, Type type, ValueOrigin origin)
    {
        Demand(json, origin);
        var shape = ObjectShape.TryCreate(type)!;
        var values = new Dictionary<ObjectShape.Member, object?>();
        foreach (var property in json.EnumerateObject())
        {
            var place = origin.At($".{property.Name}");
            var member = shape.Members.FirstOrDefault(m => m.Key == ParameterName.GetKey(property.Name)) ?? throw BuildException.Usage(
                $"{place.Text} is not a member of {type.Name}.",
                Suggestion.GetAdvice(property.Name, shape.Members.Select(m => m.Name), $"It has {string.Join(", ", shape.Members.Select(m => m.Name))}."));
            if (!values.TryAdd(member, ReadOrNull(property.Value, member.Type, member.AllowsNull, place)))
                throw BuildException.Usage($"{place.Text} is set twice.");
        }

        if (shape.Members.FirstOrDefault(m => m.IsRequired && !values.ContainsKey(m)) is { } missing)
            throw BuildException.Usage($"{origin.Text} lacks {missing.Name}, which a {type.Name} requires.");
        try
        {
            return shape.Create(values);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw BuildException.Usage(origin.IsSecret ? $"{origin.Text} is not a valid {type.Name}." : $"{origin.Text} is not a valid {type.Name}: {inner.Message}", innerException: inner);
        }
    }

    private static object? ReadOrNull(JsonElement json, Type type, bool allowsNull, ValueOrigin origin) =>
        json.ValueKind == JsonValueKind.Null && allowsNull ? null : Read(json, type, origin);

    private static void Demand(JsonElement json, ValueOrigin origin)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Wrong(json, origin, "an object");
    }

    private static BuildException Wrong(JsonElement json, ValueOrigin origin, string expected) => BuildException.Usage(
        $"{origin.Text} is a JSON {json.ValueKind.ToString().ToLowerInvariant()}, but must be {expected}.");
}
