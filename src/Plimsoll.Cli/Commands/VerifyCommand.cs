using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments.Evidence;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll verify</c>: who signed an image, and whether that counts.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string[]> Key = new("--key") { Description = "Public key of which one must have signed the image, as PEM; repeat it for several", HelpName = "FILE|env:NAME" };

    private static readonly Option<string> Issuer = new("--issuer") { Description = "Who must have vouched for the identity of a signature without a key, such as https://token.actions.githubusercontent.com", HelpName = "URL" };

    private static readonly Option<string> Identity = new("--identity") { Description = "Who must have signed, by the name in the certificate: the URL of a workflow, or an address", HelpName = "TEXT" };

    private static readonly Option<string> IdentityRegex = new("--identity-regex") { Description = "The same as a regular expression that matches the whole name", HelpName = "PATTERN" };

    private static readonly Option<string> TrustRootFile = new("--trust-root") { Description = "Authorities and logs that are trusted about identities (trusted_root.json)", HelpName = "FILE" };

    private static readonly Option<string> Environment = new("--environment", "-e") { Description = "Environment whose evidence is required [default: the only one in plimsoll.yml that requires any]", HelpName = "NAME" };

    public static Command Create(CommandHost host) =>
        ImageCommand.Create("verify", "Verify the signatures and attestations of an image", host, VerifyAsync, Key, Issuer, Identity, IdentityRegex, TrustRootFile, Environment);

    private static async Task VerifyAsync(ImageView view, CancellationToken cancellationToken)
    {
        var session = view.Session;
        var report = await new SignatureReader(view.Plimsoll).VerifyAsync(
            view.Image, session.Values(Key), ReadIdentity(session), session.Value(TrustRootFile), session.Value(Environment), cancellationToken);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(VerifyReport.Create(view.Name, report), CliJson.Default.VerifyReport));
        else
            foreach (var line in VerifyReport.Create(view.Name, report).ToLines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);

        try
        {
            report.ThrowIfNotVerified(view.Name, OptionName.FromSetting);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Policy && report.Verdict is null && view.Root.Parse().Children.Any())
        {
            throw new PlimsollException(exception.Kind, exception.Message, "If its images are signed and not their index, pass --platform.", exception);
        }
    }

    private static SignerIdentity? ReadIdentity(CommandSession session)
    {
        var (issuer, identity, pattern) = (session.Value(Issuer), session.Value(Identity), session.Value(IdentityRegex));
        if (issuer is null && identity is null && pattern is null)
            return null;
        if (issuer is null)
            throw PlimsollException.Usage("An identity counts only with the issuer that vouched for it.", "Pass --issuer URL, for GitHub Actions --issuer https://token.actions.githubusercontent.com.");
        if ((identity is null) == (pattern is null))
            throw PlimsollException.Usage(identity is null ? "An issuer alone is not enough: anyone with an account there would count." : "Both an identity and a pattern are given.", "Pass either --identity TEXT or --identity-regex PATTERN.");
        return new SignerIdentity(issuer) { Name = identity, Pattern = pattern };
    }
}
