using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing.Retention;

namespace Plimsoll.Cli.Commands;

/// <summary>The receipt that a verb is about: a file, a run's, or the newest one attached to an image.</summary>
internal sealed class ReceiptArgument
{
    private readonly Argument<string> _receipt = new("RECEIPT") { Description = "Receipt file, of one image or of a run; or an image, whose newest attached receipt is read: a reference or oci:PATH[:TAG]" };

    public void AddTo(Command command) => command.Add(_receipt);

    /// <summary>Reads it. An image is asked for its referrers, where a file of that name does not exist.</summary>
    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="registry">How registries are spoken to.</param>
    /// <param name="isOfPlace">Whether a receipt that is attached must be of the place that it is attached at.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no such file or image, or it has no receipt (exit code 6); the file is not a receipt (2).</exception>
    public Task<Receipt> ReadAsync(CommandSession session, ParseResult parsed, RegistryOptions registry, bool isOfPlace, CancellationToken cancellationToken) =>
        ReadAsync(session, parsed, parsed.GetRequiredValue(_receipt), registry, isOfPlace, cancellationToken);

    /// <summary>Reads the receipt that a text names.</summary>
    /// <exception cref="PlimsollException">As above.</exception>
    public static async Task<Receipt> ReadAsync(CommandSession session, ParseResult parsed, string text, RegistryOptions registry, bool isOfPlace, CancellationToken cancellationToken)
    {
        if (FileOf(session, text) is { } file)
            return ReceiptJson.ReadRecord(file);

        var location = ImageLocation.Parse(text, session.Directory);
        await using var plimsoll = registry.CreatePlimsoll(session, parsed, location);
        using var image = await plimsoll.OpenImageAsync(location, platform: null, cancellationToken);
        var found = await ReceiptReferrer.ReadAsync(image.Source, NameOf(location), image.Manifest.Descriptor.Digest, cancellationToken);
        foreach (var reason in found.Unreadable)
            session.Diagnostics.Warn(reason);

        if (found.Receipts.Count == 0)
            throw PlimsollException.NotFound($"{text} has no receipt attached.", "Receipts are attached when the tag of an environment moves, and by 'plimsoll publish --attach'. To attach a receipt file: plimsoll receipt attach FILE");

        // What is attached comes along when an image is promoted, and anybody who may push can name any place in it.
        var own = found.Receipts.Select(recorded => recorded.Receipt).Where(receipt => IsOf(receipt, location, session.Directory)).ToList();
        var others = found.Receipts.Select(recorded => recorded.Receipt.Destination).Distinct().Order(StringComparer.Ordinal);
        if (own.Count == 0 && isOfPlace)
            throw PlimsollException.NotFound($"No receipt attached to {text} is for that repository, only for: {string.Join(", ", others)}.", $"Verify the image there, or save the receipt with 'plimsoll receipt show {text} --output json' and verify the file.");
        if (own.Count == 0)
            session.Diagnostics.Warn($"the receipts attached to {text} are for {string.Join(", ", others)}, from which the image was copied");
        if (found.Receipts.Count > 1)
            session.Diagnostics.Info($"showing {(own.Count is 0 or 1 ? "one" : "the newest for this repository and tag")} of {found.Receipts.Count} receipts; to list all of them: plimsoll receipt list --from-registry {text}");
        if (own.Count == 0)
            return Receipt.ForImage(found.Receipts[0].Receipt);

        // One image may be in several environments: the receipt that wrote the tag asked for tells of it.
        var tag = location.Reference?.Tag ?? location.Tag;
        return Receipt.ForImage(own.Find(receipt => receipt.Tags.Any(written => written.Tag == tag)) ?? own[0]);
    }

    /// <summary>Prints the record of a prune where that is what is named: it is about no image that is there.</summary>
    /// <returns>Whether it is one.</returns>
    /// <exception cref="PlimsollException">It is one and cannot be used (exit code 2).</exception>
    public async Task<bool> TryPrintPruneAsync(CommandSession session, ParseResult parsed)
    {
        if (FileOf(session, parsed.GetRequiredValue(_receipt)) is not { } file || PruneReceipt.TryReadFile(file) is not { } receipt)
            return false;

        await session.PrintRecordAsync(receipt.ToJson(), PruneLines.Format(receipt, session.Host.TableStyle));
        return true;
    }

    private static bool IsOf(ImageReceipt receipt, ImageLocation location, string directory) => location.Transport == ImageTransport.OciLayout
        ? receipt.Destination.StartsWith("oci:", StringComparison.Ordinal) && ReceiptDestination.Resolve(receipt, directory).Path == Path.GetFullPath(location.Path, directory)
        : receipt.Destination == NameOf(location);

    /// <summary>A place's name without tag, as receipts write it.</summary>
    public static string NameOf(ImageLocation location) => location.Reference?.FamiliarName ?? (location.Transport == ImageTransport.OciLayout ? $"oci:{location.Path}" : location.ToString());

    /// <summary>The file that is meant, or <c>null</c>. What ends in <c>.json</c> is one, although a repository may be called so.</summary>
    private static string? FileOf(CommandSession session, string text)
    {
        var path = Path.GetFullPath(text, session.Directory);
        return (File.Exists(path) && IsJson(path)) || text.EndsWith(".json", StringComparison.Ordinal) ? path : null;
    }

    /// <summary>An archive of an image is a file too.</summary>
    private static bool IsJson(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[64];
        var text = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }
}
