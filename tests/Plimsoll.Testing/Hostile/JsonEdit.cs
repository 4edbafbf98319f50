using System.Text.Json.Nodes;
using CsCheck;

namespace Plimsoll.Testing.Hostile;

/// <summary>One change of a JSON document at one of its nodes.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Node">Which node, counted as written; from the start again where there are fewer.</param>
/// <param name="Value">What is put in, as JSON or as nearly JSON.</param>
/// <param name="Text">What is put into a text.</param>
public sealed record JsonEdit(JsonEditKind Kind, int Node, string Value, string Text)
{
    private static readonly Gen<string> Values = Gen.Frequency(
        (6, HostileText.OneOf(
            "null", "true", "false", "0", "-1", "1", "1.5", "1e999", "-0", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e-400", "00", "NaN", "'x'", "tru", "",
            "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"a\":{}}", "[1,\"a\",null]", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"\\u202e\"", "\"\\u001b[2J\"", "\"\\n::error::x\"", "\"\\x\"", "\"", "/* c */ 1", "1 // c\n")),
        (1, HostileText.OneOf(Nested('[', ']', 40), Nested('[', ']', 5000), NestedObjects(70), NestedObjects(5000), new string('[', 20_000), "\"" + new string('a', 20_000) + "\"", "1" + new string('0', 2000), "[" + string.Join(',', Enumerable.Repeat("{}", 3000)) + "]")),
        (4, HostileText.Any.Select(Quote)));

    /// <summary>Any change.</summary>
    public static Gen<JsonEdit> Any { get; } =
        from kind in Gen.Enum<JsonEditKind>()
        from node in Gen.Int[0, 100]
        from value in Values
        from text in HostileText.Any
        select new JsonEdit(kind, node, value, text);

    /// <summary>Documents near to valid ones.</summary>
    /// <param name="corpus">Valid ones.</param>
    public static Gen<byte[]> Near(params string[] corpus) => Gen.Select(Gen.Int[0, corpus.Length - 1], Any.Array[1, 3]).Select((index, edits) => Apply(corpus[index], edits));

    /// <summary>A valid document with some changes.</summary>
    public static byte[] Apply(string document, params JsonEdit[] edits)
    {
        var root = JsonPart.From(JsonNode.Parse(document));
        foreach (var edit in edits)
            edit.Apply(root);
        return HostileText.Encode(root.Write());
    }

    private void Apply(JsonPart root)
    {
        var parts = root.All();
        var (parent, index) = parts[Node % parts.Count];
        var part = parent is null ? root : parent.Children[index].Part;
        switch (Kind)
        {
            case JsonEditKind.Replace:
                part.BecomeRaw(Value);
                break;
            case JsonEditKind.EditText:
                part.EditText(Text);
                break;
            case JsonEditKind.Remove:
                parent?.Children.RemoveAt(index);
                break;
            case JsonEditKind.Duplicate:
                parent?.Children.Insert(index, (parent.Children[index].Key, JsonPart.Raw(Value)));
                break;
            case JsonEditKind.OtherCase:
                parent?.Children.Insert(index + (Text.Length & 1), (Swap(parent.Children[index].Key), JsonPart.Raw(Value)));
                break;
            case JsonEditKind.Rename when parent is { IsObject: true }:
                parent.Children[index] = (Text, part);
                break;
            case JsonEditKind.Wrap:
                part.Wrap(isObject: (Text.Length & 1) == 0);
                break;
            case JsonEditKind.Multiply:
                parent?.Children.InsertRange(index, Enumerable.Range(0, 100).Select(number => ((string?)(parent.Children[index].Key + number), part)).ToList());
                break;
            case JsonEditKind.Truncate:
                part.IsEnd = true;
                break;
            case JsonEditKind.Surround:
                root.Before += Text;
                break;
            default:
                break;
        }
    }

    private static string Swap(string? key) => string.Concat((key ?? "").Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    internal static string Quote(string text) =>
        "\"" + string.Concat(text.Select(c => c is '"' or '\\' or < ' ' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";

    private static string Nested(char open, char close, int depth) => new string(open, depth) + new string(close, depth);

    private static string NestedObjects(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
}
