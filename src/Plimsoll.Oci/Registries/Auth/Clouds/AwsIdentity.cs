using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Finds the access keys of this process in the order of Amazon's own tools: environment, web identity, profile,
/// container, machine. After web identity comes that of a job of GitHub Actions, if <c>AWS_ROLE_ARN</c> names a role for it.
/// </summary>
internal sealed partial class AwsIdentity(CredentialEnvironment environment, CloudHttp http)
{
    private const string ContainerHost = "http://169.254.170.2";
    private const string MachineHost = "http://169.254.169.254";
    private const string Step = "get AWS access keys";
    private const string Audience = "sts.amazonaws.com";

    private readonly JobIdentity _job = new(environment, http);

    /// <summary>The keys; <c>null</c> where this process has none.</summary>
    public async Task<AwsKeys?> FindAsync(string region, CancellationToken cancellationToken)
    {
        if (environment["AWS_ACCESS_KEY_ID"] is { } id && environment["AWS_SECRET_ACCESS_KEY"] is { } secret)
            return new AwsKeys(id, secret, environment["AWS_SESSION_TOKEN"], "AWS_ACCESS_KEY_ID");

        if (environment["AWS_WEB_IDENTITY_TOKEN_FILE"] is { } file && environment["AWS_ROLE_ARN"] is { } role)
            return await AssumeAsync(ReadToken(file, "AWS_WEB_IDENTITY_TOKEN_FILE"), role, environment["AWS_ROLE_SESSION_NAME"], region, "AWS_WEB_IDENTITY_TOKEN_FILE", cancellationToken);

        if (environment["AWS_ROLE_ARN"] is { } ofJob && await _job.FindTokenAsync(Audience, cancellationToken) is { } token)
            return await AssumeAsync(token, ofJob, environment["AWS_ROLE_SESSION_NAME"], region, JobIdentity.Source, cancellationToken);

        return await FromProfileAsync(region, cancellationToken)
            ?? await FromContainerAsync(cancellationToken)
            ?? await FromMachineAsync(cancellationToken);
    }

    private async Task<AwsKeys?> FromProfileAsync(string region, CancellationToken cancellationToken)
    {
        if (AwsProfile.Find(environment) is not { } profile)
            return null;

        var source = $"the AWS profile '{profile.Name}'";
        if (profile["aws_access_key_id"] is { } id && profile["aws_secret_access_key"] is { } secret)
            return new AwsKeys(id, secret, profile["aws_session_token"], source);

        if (profile["web_identity_token_file"] is { } file && profile["role_arn"] is { } role)
            return await AssumeAsync(ReadToken(file, source), role, profile["role_session_name"], profile["region"] ?? region, source, cancellationToken);

        // Going on would end with somebody else's keys.
        return new[] { "sso_session", "sso_start_url", "credential_process", "role_arn" }.FirstOrDefault(key => profile[key] is not null) is { } unsupported
            ? throw PlimsollException.Usage(
                $"The AWS profile '{profile.Name}' gets its keys through {unsupported}, which is not supported.",
                "Export them to the environment first: eval \"$(aws configure export-credentials --format env)\".")
            : null;
    }

    private async Task<AwsKeys> AssumeAsync(string token, string role, string? session, string region, string source, CancellationToken cancellationToken)
    {
        var endpoint = environment["AWS_ENDPOINT_URL_STS"] ?? environment["AWS_ENDPOINT_URL"]
            ?? $"https://sts.{environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? region}.{AwsRegistry.Domain(region)}/";
        var answer = await http.SendAsync(
            "assume an AWS role",
            () => CloudHttp.Form(
                CloudHttp.Address(endpoint, "AWS_ENDPOINT_URL_STS"),
                ("Action", "AssumeRoleWithWebIdentity"),
                ("Version", "2011-06-15"),
                ("RoleArn", role),
                ("RoleSessionName", session ?? "plimsoll"),
                ("WebIdentityToken", token)),
            cancellationToken);
        try
        {
            using var text = new StringReader(answer.Body);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var keys = XDocument.Load(reader).Descendants().FirstOrDefault(element => element.Name.LocalName == "Credentials");
            string? Value(string name) => keys?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
            if (Value("AccessKeyId") is { Length: > 0 } id && Value("SecretAccessKey") is { Length: > 0 } secret)
                return new AwsKeys(id, secret, Value("SessionToken"), source);
        }
        catch (XmlException)
        {
            // Said below, without the text, which may hold keys.
        }

        throw answer.Failure("returned no keys");
    }

    private static string ReadToken(string file, string source) => CloudHttp.ReadFile(file, source).Trim();

    /// <summary>ECS tasks and pod identities of EKS.</summary>
    private async Task<AwsKeys?> FromContainerAsync(CancellationToken cancellationToken)
    {
        var address = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] is { } relative ? CloudHttp.Address(ContainerHost + relative, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            : environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] is { } full ? CloudHttp.Address(full, "AWS_CONTAINER_CREDENTIALS_FULL_URI")
            : null;
        if (address is null)
            return null;

        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback && address.IdnHost is not ("169.254.170.2" or "169.254.170.23" or "fd00:ec2::23"))
            throw PlimsollException.Usage($"AWS_CONTAINER_CREDENTIALS_FULL_URI points to {address.IdnHost}, which is neither this machine nor a container credentials service, and does not use TLS.", "Use an https URL.");

        var token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] is { } file
            ? CloudHttp.ReadFile(file, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").Trim()
            : environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"];
        var answer = await http.SendToMetadataAsync(
            Step,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (token is not null)
                    request.Headers.TryAddWithoutValidation("Authorization", token);
                return request;
            },
            cancellationToken);
        return Read(answer, "the container's role");
    }

    /// <summary>The instance metadata service, version 2: a session first, so that a forwarded request gets nothing.</summary>
    private async Task<AwsKeys?> FromMachineAsync(CancellationToken cancellationToken)
    {
        if (string.Equals(environment["AWS_EC2_METADATA_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
            return null;

        var host = CloudHttp.Address((environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? MachineHost).TrimEnd('/'), "AWS_EC2_METADATA_SERVICE_ENDPOINT");
        using var open = new HttpRequestMessage(HttpMethod.Put, new Uri(host, "/latest/api/token"));
        open.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "300");
        if (await http.ProbeAsync(Step, open, cancellationToken) is not { } session)
            return null;

        HttpRequestMessage Get(string path)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host, path));
            request.Headers.TryAddWithoutValidation("X-aws-ec2-metadata-token", session.Body.Trim());
            return request;
        }

        const string Roles = "/latest/meta-data/iam/security-credentials/";
        using var list = Get(Roles);
        if (await http.ProbeAsync(Step, list, cancellationToken) is not { Status: HttpStatusCode.OK } roles || roles.Body.Trim().Split('\n')[0].Trim() is not { Length: > 0 } role)
            return null;

        if (!RoleName.IsMatch(role))
            throw roles.Failure("returned an invalid role name");
        return Read(await http.SendToMetadataAsync(Step, () => Get(Roles + role), cancellationToken), "the machine's role");
    }

    private static AwsKeys Read(CloudResponse answer, string source) =>
        new(answer.Required("AccessKeyId"), answer.Required("SecretAccessKey"), answer.Optional("Token"), source);

    [GeneratedRegex(@"^[A-Za-z0-9+=,.@_-]+\z")]
    private static partial Regex RoleName { get; }
}
