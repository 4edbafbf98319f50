using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Statements;

/// <summary>
/// Something that is said about images: who built them and how, what is in them, that they are signed (in-toto attestation framework,
/// Statement v1; v0.1 is read too). Members that the specification does not know are ignored, as it demands.
/// </summary>
/// <param name="Subjects">What it is about; at least one.</param>
/// <param name="PredicateType">What it says; see <see cref="PredicateTypes"/>.</param>
/// <param name="Predicate">The JSON object that says it, as it was written; empty where there is none.</param>
internal sealed record Statement(IReadOnlyList<StatementSubject> Subjects, string PredicateType, ReadOnlyMemory<byte> Predicate)
{
    /// <summary>The type of what this writes.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>The media type of a statement, and the payload type of a signed one.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>The largest statement that is read, in bytes: an SBOM of a large image has some megabytes.</summary>
    public const int MaximumSize = 48 * 1024 * 1024;

    private const string EarlierType = "https://in-toto.io/Statement/v0.1";
    private const string What = "The in-toto statement";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a statement.</summary>
    /// <param name="json">The statement in UTF-8.</param>
    /// <exception cref="MalformedException">It is not a statement, or two readers could see different ones in it.</exception>
    public static Statement Parse(ReadOnlyMemory<byte> json) => StrictJson.Read(json, What, MaximumSize, root =>
    {
        var members = new JsonMembers(What, root).RefuseVariantsOf("_type", "subject", "predicateType", "predicate");
        if (members.GetText("_type") is not (Type or EarlierType) and var type)
            throw new MalformedException(What, $"its type is '{type}', and not {Type}");

        var subjects = members.GetObjects("subject").Select(ReadSubject).ToList();
        if (subjects.Count == 0)
            throw MalformedException.At(What, members.PlaceOf("subject"), "names nothing");

        byte[] predicate = members.FindObject("predicate") is null ? [] : JsonMarshal.GetRawUtf8Value(root.GetProperty("predicate")).ToArray();
        return new Statement(subjects, members.GetText("predicateType"), predicate);
    });

    /// <summary>Whether an image is among the subjects.</summary>
    public bool IsAbout(Digest image) => Subjects.Any(subject => subject.Is(image));

    /// <summary>The statement in UTF-8, always the same for the same content.</summary>
    public byte[] Serialize()
    {
        var buffer = new ArrayBufferWriter<byte>(Predicate.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("_type", Type);
            writer.WriteStartArray("subject");
            foreach (var subject in Subjects)
                Write(writer, subject);
            writer.WriteEndArray();
            writer.WriteString("predicateType", PredicateType);
            writer.WritePropertyName("predicate");
            writer.WriteRawValue(Predicate.IsEmpty ? "{}"u8 : Predicate.Span);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, StatementSubject subject)
    {
        writer.WriteStartObject();
        if (subject.Name is not null)
            writer.WriteString("name", subject.Name);
        writer.WriteStartObject("digest");
        foreach (var (algorithm, hex) in subject.Digests.OrderBy(digest => digest.Key, StringComparer.Ordinal))
            writer.WriteString(algorithm, hex);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static StatementSubject ReadSubject(JsonMembers subject)
    {
        subject.RefuseVariantsOf("name", "digest", "uri");
        var digests = subject.GetTexts("digest");
        return digests.Count > 0
            ? new StatementSubject(subject.FindText("name"), digests)
            : throw MalformedException.At(What, subject.PlaceOf("digest"), "is missing or empty");
    }
}
