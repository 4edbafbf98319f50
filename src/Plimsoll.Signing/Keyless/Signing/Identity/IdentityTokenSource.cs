using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth.Clouds;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Signing.Keyless.Signing.Identity;

/// <summary>Gets the token that says who signs: from where the user says, from the variable of Sigstore's tools, or from the CI host.</summary>
/// <param name="environment">Where to look.</param>
/// <param name="directory">The folder that paths start from, and that commands run in.</param>
internal sealed class IdentityTokenSource(CredentialEnvironment environment, string directory)
{
    /// <summary>The variable that Sigstore's tools take a token from, and that GitLab puts one into.</summary>
    public const string Variable = "SIGSTORE_ID_TOKEN";

    /// <summary>More than any token has.</summary>
    private const int LargestToken = 64 * 1024;

    /// <summary>How the header of every token begins, <c>{"</c> in base64.</summary>
    private const string TokenStart = "eyJ";

    /// <summary>Gets a token.</summary>
    /// <param name="reference">Where it is: a file, a variable or a command; <c>null</c> looks everywhere else.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PlimsollException">There is none (exit code 2 or 4), or the host does not answer (7).</exception>
    public async Task<IdentityToken> GetAsync(KeyReference? reference, CancellationToken cancellationToken)
    {
        if (reference is not null)
            return IdentityToken.Parse(await ReadAsync(reference, cancellationToken), reference.ToString());
        if (environment[Variable] is { } given)
            return IdentityToken.Parse(given, Variable);
        if (await AskGitHubAsync(cancellationToken) is { } github)
            return IdentityToken.Parse(github, "GitHub Actions");
        if (environment["BUILDKITE"] is not null)
            return IdentityToken.Parse(await AskBuildkiteAsync(cancellationToken), "Buildkite");

        // Where cosign looks: a volume of a pod.
        var file = Path.Combine(environment.RunFolder, "sigstore", "cosign", "oidc-token");
        return File.Exists(file) ? IdentityToken.Parse(SmallTextFile.Read(file, LargestToken), file) : throw Nothing();
    }

    private async Task<string> ReadAsync(KeyReference reference, CancellationToken cancellationToken) => reference.Source switch
    {
        KeySource.Environment => environment[reference.Value] ?? throw PlimsollException.Usage($"The environment variable {reference.Value}, which is to hold an identity token, is empty or not set."),
        KeySource.Command => await new TokenCommand(CommandLine.Split(reference.Value, "The command that prints an identity token"), directory, environment.Clock).RunAsync(cancellationToken),
        KeySource.File when File.Exists(Path.Combine(directory, reference.Value)) => SmallTextFile.Read(Path.Combine(directory, reference.Value), LargestToken),
        _ => throw PlimsollException.Usage(
            reference.Source == KeySource.Text || Path.GetFileName(reference.Value).StartsWith(TokenStart, StringComparison.Ordinal) ? "Where the identity token is, is to be given, and not the token itself." : $"There is no identity token at {reference.Value}.",
            "Give a file, 'env:NAME' or 'command:PROGRAM ARGUMENTS'."),
    };

    private async Task<string?> AskGitHubAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new JobIdentity(environment, new CloudHttp(environment)).FindGitHubTokenAsync(IdentityToken.Audience, cancellationToken);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Authentication)
        {
            throw new PlimsollException(exception.Kind, exception.Message, "The job needs 'permissions: { id-token: write }'; the token that it asks with is valid while the job runs.", exception);
        }
    }

    private Task<string> AskBuildkiteAsync(CancellationToken cancellationToken)
    {
        const string Agent = "buildkite-agent";
        var program = environment["BUILDKITE_BIN_PATH"] is { } folder ? Path.Combine(folder, Agent) : Agent;
        return new TokenCommand([program, "oidc", "request-token", "--audience", IdentityToken.Audience], directory, environment.Clock).RunAsync(cancellationToken);
    }

    private PlimsollException Nothing() => new(
        ErrorKind.Authentication,
        "There is no identity token to sign with.",
        environment["GITHUB_ACTIONS"] is not null ? "Give the job 'permissions: { id-token: write, contents: read, packages: write }'; a pull request from a fork does not get one."
        : environment["GITLAB_CI"] is not null ? $"Add to the job: 'id_tokens: {{ {Variable}: {{ aud: {IdentityToken.Audience} }} }}'."
        : environment["TF_BUILD"] is not null ? $"The public authority of Sigstore does not accept tokens of Azure Pipelines. Sign by a key, or give {Variable} a token that your own authority accepts."
        : $"Set {Variable} to a token for the audience '{IdentityToken.Audience}', or say where one is (the key 'identityToken'): a file, 'env:NAME' or 'command:PROGRAM ARGUMENTS'. Outside CI, sign by a key.");
}
