using Plimsoll.Oci;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// Creates the errors of receipts that could not be written or attached: what was done, where it is not recorded, and how to
/// record it. The tags have moved by then: such an error must not read as if nothing had been done.
/// </summary>
internal static class ReceiptErrors
{
    /// <summary>The error of a receipt whose file could not be written.</summary>
    /// <param name="done">What is done, as a sentence without its full stop.</param>
    /// <param name="failure">Why the file could not be written.</param>
    /// <param name="receipts">The receipts with what became of attaching each.</param>
    /// <param name="besides">What is recorded elsewhere all the same, as a sentence; <c>null</c> for nothing.</param>
    public static PlimsollException OfFile(string done, Exception failure, IReadOnlyList<(ImageReceipt Receipt, AttachOutcome Attached)> receipts, string? besides = null)
    {
        var attaching = receipts.Select(one => one.Attached.Failure?.Message).Where(message => message is not null).Distinct().Select(message => $" It could not be attached either: {message}");
        var advice = receipts.Select(one => one.Attached.IsAttached
            ? $"The receipt is attached to {NameOf(one.Receipt)}: 'plimsoll receipt show {NameOf(one.Receipt)}' prints it."
            : $"It is not recorded anywhere else. Once receipts can be written, record it with: {LineFor(one.Receipt)}");
        return new PlimsollException(
            ErrorKind.Failed,
            $"{done}, but the receipt could not be written: {failure.Message}{string.Concat(attaching)}",
            string.Join('\n', advice.Prepend(besides).OfType<string>()),
            failure);
    }

    /// <summary>The error, or the warning, of a receipt that is in its file and could not be attached.</summary>
    /// <param name="done">What is done and whose receipt it is, as the first half of a sentence.</param>
    /// <param name="failure">Why it could not be attached.</param>
    /// <param name="file">The receipt's file as it is named to readers.</param>
    public static PlimsollException OfAttaching(string done, PlimsollException failure, string file) => new(
        failure.Kind,
        $"{done} could not be attached: {failure.Message}",
        $"Attach it later with: plimsoll receipt attach {file}{(failure.Advice is { } advice ? $"\n{advice}" : "")}",
        failure);

    /// <summary>What is missing in one line, for a warning.</summary>
    public static string FormatLine(PlimsollException missing, Func<string, string> settingName) =>
        missing.FormatAdvice(settingName) is { } advice ? $"{missing.Message} {advice.ReplaceLineEndings(" ")}" : missing.Message;

    /// <summary>
    /// The line that records from the registry what can be read there, and of what cannot, the image that the environment had
    /// before. What came back in a rollback is told by how it came first.
    /// </summary>
    public static string LineFor(ImageReceipt receipt)
    {
        var pointer = receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment && tag.Action is TagAction.Create or TagAction.Move);
        var before = receipt.Kind == ReceiptKind.Rollback ? null : pointer?.Before;
        return $"plimsoll receipt record {NameOf(receipt)}"
            + (receipt.Environment is { } environment ? $" the setting 'environment={environment}'" : "")
            + (before is null ? "" : $" the setting 'before={before}'");
    }

    private static string NameOf(ImageReceipt receipt) => receipt.Destination.StartsWith("oci:", StringComparison.Ordinal) && receipt.Tags is [var tag, ..]
        ? $"{receipt.Destination}:{tag.Tag}"
        : $"{receipt.Destination}@{receipt.Digest}";
}
