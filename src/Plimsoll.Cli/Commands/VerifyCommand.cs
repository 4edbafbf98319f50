using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll verify</c>: who signed an image, and whether that counts.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string[]> Key = new("--key") { Description = "Public key of which one must have signed the image, as PEM; repeat it for several", HelpName = "FILE|env:NAME" };

    private static readonly Option<string> Issuer = new("--issuer") { Description = "Who must have vouched for the identity of a signature without a key, such as https://token.actions.githubusercontent.com", HelpName = "URL" };

    private static readonly Option<string> Identity = new("--identity") { Description = "Who must have signed, by the name in the certificate: the URL of a workflow, or an address", HelpName = "TEXT" };

    private static readonly Option<string> IdentityRegex = new("--identity-regex") { Description = "The same as a regular expression that matches the whole name", HelpName = "PATTERN" };

    private static readonly Option<string> TrustRootFile = new("--trust-root") { Description = "Authorities and logs that are trusted about identities (trusted_root.json)", HelpName = "FILE" };

    public static Command Create(CommandHost host) =>
        ImageCommand.Create("verify", "Verify the signatures and attestations of an image", host, VerifyAsync, Key, Issuer, Identity, IdentityRegex, TrustRootFile);

    private static async Task VerifyAsync(ImageView view, CancellationToken cancellationToken)
    {
        var session = view.Session;
        var factory = new SignerFactory(session.Host.Environment, session.Directory, session.Host.Clock);
        var keys = session.Values(Key).SelectMany(factory.ReadPublicKeys).Distinct().ToList();
        var keyless = CreateKeyless(session);
        var found = new List<JudgedAttachment>();
        await foreach (var judged in new AttachmentJudge(keys, keyless).JudgeAsync(view.Image.Source, view.Root, cancellationToken))
            found.Add(judged);

        IReadOnlyList<string> identities = [.. keyless?.Identities.Select(identity => identity.ToString()) ?? []];
        var digest = view.Root.Descriptor.Digest;
        var report = VerifyReport.Create(view.Name, digest, found.Exists(judged => judged.IsSignature), keys, identities, found);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(report, CliJson.Default.VerifyReport));
        else
            foreach (var line in report.ToLines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        if (keys.Count == 0 && keyless is null)
            throw PlimsollException.Usage("There is no key and no identity to verify with.", "Pass the public key of whoever is to have signed the image: --key FILE or --key env:NAME; or who that is: --issuer URL --identity TEXT --trust-root FILE.");
        if (!report.Verified)
            throw new PlimsollException(
                ErrorKind.Policy,
                $"{view.Name} ({digest}) has no signature by {string.Join(" or ", [.. keys is [] ? [] : (string[])[keys is [var only] ? only.ToString() : $"any of the {keys.Count} keys"], .. identities])}: {SignatureSummary.Describe(found)}.",
                view.Root.Parse().Children.Any() ? "If its images are signed and not their index, pass --platform." : null);
    }

    /// <summary>Reads nothing unless an identity is asked for.</summary>
    private static KeylessVerifier? CreateKeyless(CommandSession session)
    {
        var (issuer, identity, pattern) = (session.Value(Issuer), session.Value(Identity), session.Value(IdentityRegex));
        if (issuer is null && identity is null && pattern is null)
            return null;
        if (issuer is null)
            throw PlimsollException.Usage("An identity counts only with the issuer that vouched for it.", "Pass --issuer URL, for GitHub Actions --issuer https://token.actions.githubusercontent.com.");
        if ((identity is null) == (pattern is null))
            throw PlimsollException.Usage(identity is null ? "An issuer vouches for anybody." : "The identity is given as text and as a pattern.", "Pass either --identity TEXT or --identity-regex PATTERN.");

        var policy = identity is not null ? IdentityPolicy.Exactly(issuer, identity) : IdentityPolicy.Matching(issuer, pattern!);
        var file = session.Value(TrustRootFile, TrustRoot.Variable, configured: null) is { Length: > 0 } given
            ? given
            : throw PlimsollException.Usage("There is no trust root, which says whom to believe about identities.", $"Pass --trust-root FILE, or set {TrustRoot.Variable}. {TrustRoot.Advice}");
        return new KeylessVerifier(TrustRoot.ReadFile(Path.GetFullPath(file, session.Directory)), [policy]);
    }
}
