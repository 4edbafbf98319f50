using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.HostRecords;

/// <summary>
/// Tells GitHub which image is stored where and deployed to which environment, for the organization's page of linked artifacts
/// (docs.github.com, "REST API endpoints for artifact metadata"). The tags have moved by then, so that whatever fails is a warning.
/// </summary>
/// <param name="host">The environment with token and repository, and whom to warn.</param>
internal sealed class GitHubRecords(PlimsollHost host)
{
    /// <summary>Sends a storage record and a deployment record of each image.</summary>
    /// <param name="receipts">What was promoted or rolled back.</param>
    public async Task SendAsync(IReadOnlyList<ImageReceipt> receipts)
    {
        if (!host.Configuration.SendsGitHubRecords)
            return;

        var (repository, token) = (host.Environment("GITHUB_REPOSITORY"), GitHubApi.FindToken(host.Environment));
        if (repository is null || token is null || repository.IndexOf('/', StringComparison.Ordinal) is var slash && slash <= 0)
        {
            host.Warnings?.Report($"github-records: no record was sent to GitHub, because {(token is null ? "GITHUB_TOKEN" : "GITHUB_REPOSITORY")} is not set. Set it in the workflow: env: GITHUB_TOKEN: ${{{{ github.token }}}}, with permissions: artifact-metadata: write.");
            return;
        }

        if (GitHubApi.FindAddress(host.Environment) is not { } api)
        {
            host.Warnings?.Report("github-records: no record was sent to GitHub, because GITHUB_API_URL is not a valid URL.");
            return;
        }

        using var client = GitHubApi.CreateClient(token, host);
        var address = $"{api.AbsoluteUri.TrimEnd('/')}/orgs/{Uri.EscapeDataString(repository[..slash])}/artifacts/metadata";
        foreach (var receipt in receipts.Where(receipt => receipt.Digest is not null && !receipt.Destination.StartsWith("oci:", StringComparison.Ordinal)))
            try
            {
                await SendAsync(client, $"{address}/storage-record", writer => WriteStorage(writer, receipt, repository));
                await SendAsync(client, $"{address}/deployment-record", writer => WriteDeployment(writer, receipt, repository));
                host.Details?.Report($"recorded {receipt.Destination}@{receipt.Digest} on GitHub");
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                var reason = exception is OperationCanceledException ? $"no answer within {client.Timeout.TotalSeconds:0} seconds" : exception.Message;
                host.Warnings?.Report($"github-records: {receipt.Destination} was not recorded on GitHub: {LogText.Neutralize(reason)}");
            }
    }

    private static void WriteStorage(Utf8JsonWriter writer, ImageReceipt receipt, string repository)
    {
        var reference = ImageReference.Parse(receipt.Destination);
        WriteImage(writer, receipt, reference, repository);
        writer.WriteString("registry_url", $"https://{reference.Registry}");
        writer.WriteString("repository", reference.Repository);
        writer.WriteString("status", "active");
    }

    private static void WriteDeployment(Utf8JsonWriter writer, ImageReceipt receipt, string repository)
    {
        var reference = ImageReference.Parse(receipt.Destination);
        WriteImage(writer, receipt, reference, repository);
        writer.WriteString("status", "deployed");
        writer.WriteString("logical_environment", receipt.Environment);
        writer.WriteString("deployment_name", $"{reference.Repository}-{receipt.Environment}");
    }

    private static void WriteImage(Utf8JsonWriter writer, ImageReceipt receipt, ImageReference reference, string repository)
    {
        writer.WriteString("name", reference.WithoutTagOrDigest().ToString());
        writer.WriteString("digest", receipt.Digest!.ToString());
        if (receipt.Version is { } version)
            writer.WriteString("version", version);
        writer.WriteString("github_repository", repository);
    }

    private static async Task SendAsync(HttpClient client, string address, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        using var content = new ByteArrayContent(buffer.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } };
        using var response = await client.PostAsync(address, content);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized
                ? $"GitHub returned HTTP {(int)response.StatusCode}. The owner must be an organization, and the job needs permissions: artifact-metadata: write and contents: write."
                : $"GitHub returned HTTP {(int)response.StatusCode}.");
    }
}
