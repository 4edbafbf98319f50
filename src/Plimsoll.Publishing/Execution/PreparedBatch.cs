using Plimsoll.Publishing.Planning;

namespace Plimsoll.Publishing.Execution;

/// <summary>The images of a plan, opened and not published yet.</summary>
/// <param name="Images">Those that could be planned.</param>
/// <param name="Plan">The plan of all.</param>
internal sealed record PreparedBatch(IReadOnlyList<PreparedImage> Images, PublishPlan Plan) : IDisposable
{
    public void Dispose()
    {
        foreach (var image in Images)
            image.Dispose();
    }
}
