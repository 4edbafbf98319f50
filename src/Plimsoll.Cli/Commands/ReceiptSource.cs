using System.CommandLine;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Records;
using Plimsoll.Storage;

namespace Plimsoll.Cli.Commands;

/// <summary>The receipt that a verb is about: a file, or the newest one attached to an image.</summary>
internal sealed class ReceiptSource
{
    private readonly Argument<string> _receipt = new("RECEIPT") { Description = "A receipt's file; or an image, whose newest attached receipt is read: a reference, oci:PATH[:TAG]" };

    public void AddTo(Command command) => command.Add(_receipt);

    /// <summary>Reads it. An image is asked for its referrers, where a file of that name does not exist.</summary>
    /// <exception cref="PlimsollException">There is no such file or image, or it has no receipt (exit code 6); the file is no receipt (2).</exception>
    public async Task<RecordedReceipt> ReadAsync(CommandSession session, ParseResult parsed, RegistryOptions registry, CancellationToken cancellationToken)
    {
        var text = parsed.GetRequiredValue(_receipt);
        if (FileOf(session, text) is { } file)
            return new RecordedReceipt(ReceiptJson.ReadFile(file), text);

        var location = ImageLocation.Parse(text, session.Directory);
        using var services = registry.Compose(session, parsed, location);
        using var image = await new ImageOpener(services).OpenAsync(location, platform: null, cancellationToken);
        var found = await ReceiptReferrer.ReadAsync(image.Source, NameOf(location), image.Manifest.Descriptor.Digest, cancellationToken);
        foreach (var reason in found.Unreadable)
            session.Story.Warn(reason);

        if (found.Receipts.Count == 0)
            throw PlimsollException.NotFound($"{text} has no receipt attached.", "'plimsoll publish --attach' attaches one.");
        if (found.Receipts.Count > 1)
            session.Story.Say($"the newest of {found.Receipts.Count} receipts; all of them: plimsoll receipt list --from-registry {text}");
        return found.Receipts[0];
    }

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
