using System.Globalization;
using System.Text.Json;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>A service of a signing configuration.</summary>
/// <param name="Url">Its address as it is written.</param>
/// <param name="Version">The version of its API.</param>
/// <param name="Operator">Who runs it.</param>
/// <param name="Start">Since when it is used.</param>
/// <param name="End">Until when, exclusive; <c>null</c> without end.</param>
internal sealed record ConfiguredService(string Url, int Version, string Operator, DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>Whether it is used at a time.</summary>
    public bool IsInUse(DateTimeOffset time) => Start <= time && (End is null || time < End);

    /// <summary>Reads those of a list; none where it is absent.</summary>
    /// <exception cref="MalformedException">It is not such a list.</exception>
    public static IReadOnlyList<ConfiguredService> ReadAll(string what, JsonMembers parent, string member) =>
        [.. parent.GetObjects(member).Select(members => Read(what, members))];

    /// <summary>Reads a number, which protobuf leaves out where it is 0.</summary>
    /// <exception cref="MalformedException">It is not a number.</exception>
    public static int ReadNumber(string what, JsonMembers members, string member) =>
        members.Find(member) is not { } value ? 0
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number
        : throw MalformedException.At(what, members.PlaceOf(member), "is not a number");

    private static ConfiguredService Read(string what, JsonMembers members)
    {
        var window = members.FindObject("validFor") ?? throw MalformedException.At(what, members.PlaceOf("validFor"), "is missing");
        return new ConfiguredService(
            members.GetText("url"),
            ReadNumber(what, members, "majorApiVersion"),
            members.FindText("operator") ?? "",
            ReadTime("start") ?? throw MalformedException.At(what, window.PlaceOf("start"), "is missing"),
            ReadTime("end"));

        DateTimeOffset? ReadTime(string member) => window.FindText(member) is not { } text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
            : throw MalformedException.At(what, window.PlaceOf(member), "is not a time");
    }
}
