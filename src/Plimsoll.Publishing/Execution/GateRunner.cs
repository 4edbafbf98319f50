using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Runs the gates of images before anything is written to a registry. The same image is asked about once, into however many
/// registries it goes.
/// </summary>
/// <param name="host">The environment, the clock, and who is told.</param>
internal sealed class GateRunner(PlimsollHost host)
{
    /// <summary>The lines of a command that refuses which are shown.</summary>
    private const int ShownLines = 20;

    private readonly Dictionary<(ImageGate Gate, Digest Image, string Tags), ReceiptGate> _passed = [];

    /// <summary>Runs them, one after the other.</summary>
    /// <param name="image">The image. Where nothing is to be written or signed, none is run.</param>
    /// <param name="cancellationToken">Ends the command that runs.</param>
    /// <returns>What it passed.</returns>
    /// <exception cref="PlimsollException">A command refuses the image (3), there is no such program, or it left no report (2), it took too long or cannot be started (1).</exception>
    public async Task<IReadOnlyList<ReceiptGate>> RunAsync(PreparedImage image, CancellationToken cancellationToken)
    {
        // Tags that name the image already were written by whom? A signature tells others that it passed.
        if (image.Request.Gates.Count == 0 || !(image.Changes.HasChanges || image.Changes.ByDigest || (image.Signer is not null && !image.IsOfAnotherRun)))
            return [];

        image.Changes.ThrowIfRefused();
        using var content = new GateImage(host, image);
        var passed = new List<ReceiptGate>();
        foreach (var gate in image.Request.Gates)
        {
            var key = (gate, content.Digest, string.Join(',', image.Tags.Tags.Select(tag => tag.Value)));
            if (!_passed.TryGetValue(key, out var result))
                _passed.Add(key, result = await FindAsync(image, gate, content, cancellationToken));
            passed.Add(result);
        }

        return passed;
    }

    /// <summary>What the jobs that sent the parts of an index by digest let pass is not looked at again, unless it is signed: receipts are not.</summary>
    private async Task<ReceiptGate> FindAsync(PreparedImage image, ImageGate gate, GateImage content, CancellationToken cancellationToken)
    {
        var parts = image.Request.Parts;
        return gate.Report is null && image.Signer is null && parts.Count > 0 && parts.All(part => part.Receipt?.Gates?.Any(passed => passed.Run == gate.Run && passed.Image == part.Receipt.Digest) == true)
            ? new ReceiptGate(gate.Run, content.Digest, 0)
            : await RunAsync(image, gate, content, cancellationToken);
    }

    private async Task<ReceiptGate> RunAsync(PreparedImage image, ImageGate gate, GateImage content, CancellationToken cancellationToken)
    {
        var directory = gate.Directory ?? image.Request.RepositoryPath;
        var words = CommandLine.Split(gate.Run, "The gate");
        var tool = BuildTool.Find(words[0], directory, host.Environment)
            ?? throw PlimsollException.Usage($"The gate '{gate.Run}' cannot run: there is no program {words[0]}{(BuildTool.IsPath(words[0]) ? $" in {directory}" : " on PATH")}.", "Install it, or give the path of the program; no shell reads the command.");
        var arguments = await content.FillAsync([.. words.Skip(1)], cancellationToken);
        Remove(gate);
        using var group = host.BeginGroup($"Gate {words[0]} for {image.Target.Destination}");
        using var timeout = new CancellationTokenSource(gate.Timeout, host.WaitClock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var started = host.WaitClock.GetTimestamp();
        int status;
        IReadOnlyList<string> lines;
        try
        {
            (status, lines) = await tool.RunToEndAsync(arguments, directory, new Dictionary<string, string>(), host.BuildOutput, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PlimsollException(ErrorKind.Failed, $"The gate '{gate.Run}' did not end within {Describe(gate.Timeout)}, so {image.Target.Destination} was not published.", "Give it more time with 'timeout' under 'gate' in plimsoll.yml.");
        }

        if (status != 0)
            throw new PlimsollException(ErrorKind.Policy, $"The gate '{gate.Run}' refused {image.Target.Destination} {content.Digest}: it exited with status {status}, and nothing was published.{Quote(lines)}", "Fix what it reports, or change 'gate' in plimsoll.yml.");

        var seconds = Math.Round(host.WaitClock.GetElapsedTime(started).TotalSeconds, 3);
        return new ReceiptGate(gate.Run, content.Digest, seconds) { Report = gate.Report is { } file ? Path.GetRelativePath(directory, file).Replace('\\', '/') : null, ReportDigest = await HashAsync(gate, cancellationToken) };
    }

    /// <summary>What another run left there says nothing about this image.</summary>
    private static void Remove(ImageGate gate)
    {
        try
        {
            if (gate.Report is { } report)
                File.Delete(report);
        }
        catch (DirectoryNotFoundException)
        {
            // The command may make it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"The gate '{gate.Run}' cannot write its report {gate.Report}: {exception.Message}", "Make the folder of 'report' writable, or name another file.", exception);
        }
    }

    private static async Task<Digest?> HashAsync(ImageGate gate, CancellationToken cancellationToken)
    {
        if (gate.Report is not { } report)
            return null;

        try
        {
            await using var file = File.OpenRead(report);
            return Digest.Parse($"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"The gate '{gate.Run}' did not write its report {report}.", "Name the file that the command writes with 'report' under 'gate' in plimsoll.yml, relative to the folder of that file.", exception);
        }
    }

    private static string Describe(TimeSpan time) => time.TotalMinutes >= 1 && time.Seconds == 0 ? $"{time.TotalMinutes:0} min" : $"{time.TotalSeconds:0} s";

    private static string Quote(IReadOnlyList<string> lines) =>
        string.Concat(lines.Where(line => line.Trim().Length > 0).TakeLast(ShownLines).Select(line => $"\n  {Redaction.Text(SecretText.HideNamed(line.TrimEnd()))}"));
}
