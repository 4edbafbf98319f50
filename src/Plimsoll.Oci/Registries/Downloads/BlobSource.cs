using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>Where a blob is read from: makes the requests for its bytes and judges their answers.</summary>
/// <param name="pipeline">The way of the requests.</param>
/// <param name="blob">What is read.</param>
/// <param name="name">The repository, with its registry, for progress.</param>
/// <param name="describe">Makes the context of one attempt.</param>
/// <param name="create">Makes one request, without a range.</param>
internal sealed class BlobSource(
    RegistryPipeline pipeline,
    Descriptor blob,
    string name,
    Func<RequestContext> describe,
    Func<RequestContext, CancellationToken, ValueTask<HttpRequestMessage>> create)
{
    private volatile bool _takesRanges = true;

    public Descriptor Blob => blob;

    public string Name => name;

    public RegistryClientOptions Options => pipeline.Options;

    public PartBufferPool Parts => pipeline.Parts;

    /// <summary>The registry that the blob is read for, wherever it is.</summary>
    public RegistryEndpoint Endpoint { get; } = describe().Endpoint;

    /// <summary>The whole blob.</summary>
    public ByteRange Whole => new(0, blob.Size);

    /// <summary>A blob of a repository.</summary>
    public static BlobSource Create(RepositoryRequests requests, Descriptor blob) => new(
        requests.Pipeline,
        blob,
        requests.Name,
        () => requests.Context($"read the blob {blob.Digest} of {requests.Name}", requests.ReadScopes),
        (context, cancellationToken) => requests.CreateAsync(context, HttpMethod.Get, $"blobs/{blob.Digest}", cancellationToken));

    /// <summary>Runs an operation with retries.</summary>
    public Task<T> RunAsync<T>(Func<RequestContext, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        pipeline.RunAsync(Endpoint, token => operation(describe(), token), cancellationToken);

    /// <summary>The failure of a whole answer that has another content than its digest says: the registry's fault or its cache's, and not the caller's.</summary>
    /// <param name="reason">How it differs, as the end of a sentence.</param>
    public RegistryException Mismatch(string reason) => RegistryFailure.Mismatch(describe(), reason);

    /// <summary>
    /// Whether stretches are asked for. One that was refused, or answered with the whole blob or with another stretch, ends
    /// that: nothing is asked for but the whole from then on.
    /// </summary>
    public bool TakesRanges { get => _takesRanges; private set => _takesRanges = value; }

    /// <summary>
    /// Asks for a stretch, and where the registry does not serve stretches for the whole blob, whose beginning is read
    /// over. The answer begins with the stretch's first byte.
    /// </summary>
    /// <exception cref="RegistryException">There is no such blob, or it cannot be read.</exception>
    public async Task<BlobResponse> OpenAsync(RequestContext context, ByteRange range, CancellationToken cancellationToken)
    {
        var answer = await OpenStretchAsync(context, range, cancellationToken) ?? await SendAsync(context, Whole, cancellationToken);
        return await SkipAsync(answer, range, cancellationToken);
    }

    /// <summary>The same, but never more than the stretch.</summary>
    /// <returns><c>null</c> where the registry does not serve stretches.</returns>
    public async Task<BlobResponse?> TryOpenAsync(RequestContext context, ByteRange range, CancellationToken cancellationToken)
    {
        var answer = await OpenStretchAsync(context, range, cancellationToken);
        if (answer is null || answer.IsPartial || range == Whole)
            return answer;

        answer.Dispose();
        return null;
    }

    /// <returns><c>null</c> where it is not worth asking, was refused for being a stretch, or another stretch came.</returns>
    private async Task<BlobResponse?> OpenStretchAsync(RequestContext context, ByteRange range, CancellationToken cancellationToken)
    {
        if (range == Whole)
            return await SendAsync(context, Whole, cancellationToken);
        if (!TakesRanges)
            return null;

        try
        {
            var answer = await SendAsync(context, range, cancellationToken);
            TakesRanges &= answer.IsPartial;
            if (!answer.IsPartial || answer.BeginsWith(range, Blob.Size))
                return answer;

            answer.Dispose();
        }
        catch (RegistryException exception) when ((int?)exception.Status is 400 or 403 or 405 or 416 or 501)
        {
            // Whether it was the stretch that displeased, the request for the whole shows.
        }

        TakesRanges = false;
        return null;
    }

    private static async Task<BlobResponse> SkipAsync(BlobResponse answer, ByteRange range, CancellationToken cancellationToken)
    {
        try
        {
            if (!answer.IsPartial)
                await answer.SkipAsync(range.From, cancellationToken);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task<BlobResponse> SendAsync(RequestContext context, ByteRange range, CancellationToken cancellationToken)
    {
        var request = await create(context, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            // Both ends are named: not every registry knows a range that is open.
            if (range != Whole)
                request.Headers.TryAddWithoutValidation("Range", $"bytes={range.From}-{range.To - 1}");
            response = await pipeline.SendAsync(context, request, range == Whole ? [HttpStatusCode.OK] : new[] { HttpStatusCode.OK, HttpStatusCode.PartialContent }, cancellationToken);
            return new BlobResponse(context, request, response, await response.Content.ReadAsStreamAsync(cancellationToken), pipeline.Options);
        }
        catch
        {
            response?.Dispose();
            request.Dispose();
            throw;
        }
    }
}
