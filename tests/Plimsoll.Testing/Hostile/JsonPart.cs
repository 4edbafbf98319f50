using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing.Hostile;

/// <summary>A node of a JSON document that is written as it is, valid or not.</summary>
internal sealed class JsonPart
{
    private string _raw = "";

    public List<(string? Key, JsonPart Part)> Children { get; private set; } = [];

    public bool IsObject { get; private set; }

    public bool IsArray { get; private set; }

    public bool IsEnd { get; set; }

    public string Before { get; set; } = "";

    public static JsonPart Raw(string text) => new() { _raw = text };

    public static JsonPart From(JsonNode? node) => node switch
    {
        JsonObject members => new JsonPart { IsObject = true, Children = [.. members.Select(member => ((string?)member.Key, From(member.Value)))] },
        JsonArray items => new JsonPart { IsArray = true, Children = [.. items.Select(item => ((string?)null, From(item)))] },
        _ => Raw(node?.ToJsonString() ?? "null"),
    };

    /// <summary>Every node, by its parent and place there; the root has none.</summary>
    public List<(JsonPart? Parent, int Index)> All()
    {
        var all = new List<(JsonPart?, int)> { (null, 0) };
        Add(this, all);
        return all;
    }

    public void BecomeRaw(string text)
    {
        (_raw, IsObject, IsArray) = (text, false, false);
        Children.Clear();
    }

    public void EditText(string text)
    {
        if (_raw is ['"', .. var inside, '"'])
            _raw = (text.Length & 1) == 0 ? $"{JsonEdit.Quote(text)[..^1]}{inside}\"" : $"\"{inside}{JsonEdit.Quote(text)[1..]}";
    }

    public void Wrap(bool isObject)
    {
        var inside = new JsonPart { _raw = _raw, IsObject = IsObject, IsArray = IsArray, Children = Children };
        (IsObject, IsArray, Children) = (isObject, !isObject, [("a", inside)]);
    }

    public string Write()
    {
        var text = new StringBuilder(Before);
        _ = Write(text);
        return text.ToString();
    }

    private static void Add(JsonPart part, List<(JsonPart?, int)> all)
    {
        for (var i = 0; i < part.Children.Count; i++)
        {
            all.Add((part, i));
            Add(part.Children[i].Part, all);
        }
    }

    /// <returns><c>false</c> where the document ends.</returns>
    private bool Write(StringBuilder text)
    {
        if (IsEnd)
            return false;

        if (!IsObject && !IsArray)
        {
            text.Append(_raw);
            return true;
        }

        text.Append(IsObject ? '{' : '[');
        for (var i = 0; i < Children.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            if (IsObject)
                text.Append(JsonEdit.Quote(Children[i].Key ?? "")).Append(':');
            if (!Children[i].Part.Write(text))
                return false;
        }

        text.Append(IsObject ? '}' : ']');
        return true;
    }
}
