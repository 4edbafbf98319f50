using System.Text.Json;

namespace Plimsoll.Signing.Documents;

/// <summary>The members of an object that is read by hand, each failure with its place.</summary>
/// <param name="what">What the document should be, for messages.</param>
/// <param name="value">The object.</param>
/// <param name="place">Where it is in the document: <c>$</c> for the document itself.</param>
internal readonly struct JsonMembers(string what, JsonElement value, string place = "$")
{
    /// <summary>Where a member is, for messages.</summary>
    public string PlaceOf(string member) => $"{place}.{member}";

    /// <summary>
    /// Refuses members that are one of the specification's but for their case: readers written in Go take them for it, others do not.
    /// </summary>
    public JsonMembers RefuseVariantsOf(params ReadOnlySpan<string> names)
    {
        foreach (var member in value.EnumerateObject())
            foreach (var name in names)
                if (member.Name != name && string.Equals(Fold(member.Name), name, StringComparison.OrdinalIgnoreCase))
                    throw new MalformedException(what, $"the member '{member.Name}' at {place} is '{name}' to some readers and not to others");
        return this;
    }

    /// <summary>The text of a member; <c>null</c> where it is absent or null.</summary>
    /// <exception cref="MalformedException">It is not text.</exception>
    public string? FindText(string member) => Find(member, JsonValueKind.String, "is not text")?.GetString();

    /// <summary>The text of a member that must be there and not empty.</summary>
    /// <exception cref="MalformedException">It is absent, empty or not text.</exception>
    public string GetText(string member) =>
        FindText(member) is { Length: > 0 } text ? text : throw MalformedException.At(what, PlaceOf(member), "is missing or empty");

    /// <summary>An object; <c>null</c> where it is absent or null.</summary>
    /// <exception cref="MalformedException">It is something else.</exception>
    public JsonMembers? FindObject(string member) =>
        Find(member, JsonValueKind.Object, "is not an object") is { } found ? new JsonMembers(what, found, PlaceOf(member)) : null;

    /// <summary>The objects of a list; none where it is absent or null.</summary>
    /// <exception cref="MalformedException">It is not a list of objects.</exception>
    public IReadOnlyList<JsonMembers> GetObjects(string member)
    {
        if (Find(member, JsonValueKind.Array, "is not a list") is not { } list)
            return [];

        var objects = new List<JsonMembers>(list.GetArrayLength());
        foreach (var entry in list.EnumerateArray())
            objects.Add(entry.ValueKind == JsonValueKind.Object
                ? new JsonMembers(what, entry, $"{PlaceOf(member)}[{objects.Count}]")
                : throw MalformedException.At(what, $"{PlaceOf(member)}[{objects.Count}]", "is not an object"));
        return objects;
    }

    /// <summary>The members of an object of texts, in ordinal order; none where it is absent or null.</summary>
    /// <exception cref="MalformedException">It is not an object of texts.</exception>
    public IReadOnlyDictionary<string, string> GetTexts(string member)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Find(member, JsonValueKind.Object, "is not an object") is not { } found)
            return texts;

        foreach (var entry in found.EnumerateObject())
            texts[entry.Name] = entry.Value.ValueKind == JsonValueKind.String
                ? entry.Value.GetString()!
                : throw MalformedException.At(what, $"{PlaceOf(member)}.{entry.Name}", "is not text");
        return texts;
    }

    /// <summary>A member of any kind; <c>null</c> where it is absent or null.</summary>
    public JsonElement? Find(string member) =>
        value.TryGetProperty(member, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private JsonElement? Find(string member, JsonValueKind kind, string otherwise) =>
        Find(member) is not { } found ? null : found.ValueKind == kind ? found : throw MalformedException.At(what, PlaceOf(member), otherwise);

    /// <summary>Two letters outside ASCII count as the case of one in it to Go, and not to .NET.</summary>
    private static string Fold(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k');
}
