using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Oci.Images;

namespace Plimsoll.Benchmarks.Peers;

/// <summary>Sending the bytes of one blob, and nothing else: the least that a push takes.</summary>
internal static class RawUpload
{
    private static readonly HttpClient Client = new();

    /// <summary>Opens an upload; the command that is returned sends the bytes.</summary>
    public static async Task<Invocation> PrepareAsync(string host, Descriptor blob, string path)
    {
        var registry = new Uri($"http://{host}");
        using var answer = await Client.PostAsync(new Uri(registry, "/v2/acme/app/blobs/uploads/"), content: null);
        answer.EnsureSuccessStatusCode();
        var upload = new Uri(registry, answer.Headers.Location!);
        return new Invocation(
            "curl", "--fail", "--silent", "--show-error", "--header", "Content-Type: application/octet-stream", "--upload-file", path, $"{upload.AbsoluteUri}&digest={blob.Digest}");
    }
}
