using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// A receipt as an in-toto statement about the image (in-toto attestation framework, Statement v1), so that any client that
/// knows statements knows what it is about.
/// </summary>
/// <param name="Type">Always <see cref="StatementType"/>.</param>
/// <param name="Subject">The image.</param>
/// <param name="PredicateType">Always <see cref="ReceiptPredicate"/>.</param>
/// <param name="Predicate">The receipt.</param>
internal sealed record ReceiptStatement(
    [property: JsonPropertyName("_type")] string Type,
    IReadOnlyList<StatementSubject> Subject,
    string PredicateType,
    ImageReceipt Predicate)
{
    public const string StatementType = Statement.Type;

    public const string ReceiptPredicate = PredicateTypes.PlimsollReceipt;

    /// <summary>Whether both the statement and the receipt in it speak of this image.</summary>
    public bool IsAbout(Digest image) =>
        Predicate.Digest == image && Subject.Any(subject => subject.Digest.GetValueOrDefault(image.Algorithm) == image.Hex);
}
