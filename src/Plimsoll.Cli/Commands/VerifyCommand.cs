using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll verify</c>: who signed an image, and whether that counts.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string[]> Key = new("--key") { Description = "Public key of which one must have signed the image, as PEM; repeat it for several", HelpName = "FILE|env:NAME" };

    public static Command Create(CommandHost host) =>
        ImageCommand.Create("verify", "Verify the signatures and attestations of an image", host, VerifyAsync, Key);

    private static async Task VerifyAsync(ImageView view, CancellationToken cancellationToken)
    {
        var session = view.Session;
        var factory = new SignerFactory(session.Host.Environment, session.Directory, session.Host.Clock);
        var keys = session.Values(Key).SelectMany(factory.ReadPublicKeys).Distinct().ToList();
        var found = new List<JudgedAttachment>();
        await foreach (var judged in new AttachmentJudge(keys).JudgeAsync(view.Image.Source, view.Root, cancellationToken))
            found.Add(judged);

        var digest = view.Root.Descriptor.Digest;
        var report = VerifyReport.Create(view.Name, digest, found.Exists(judged => judged.IsSignature), keys, found);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(report, CliJson.Default.VerifyReport));
        else
            foreach (var line in report.ToLines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        if (keys.Count == 0)
            throw PlimsollException.Usage("There is no key to verify with.", "Pass the public key of whoever is to have signed the image: --key FILE or --key env:NAME.");
        if (!report.Verified)
            throw new PlimsollException(
                ErrorKind.Policy,
                $"{view.Name} ({digest}) has no signature by {(keys is [var only] ? only.ToString() : $"any of the {keys.Count} keys")}: {SignatureSummary.Describe(found)}.",
                view.Root.Parse().Children.Any() ? "If its images are signed and not their index, pass --platform." : null);
    }
}
