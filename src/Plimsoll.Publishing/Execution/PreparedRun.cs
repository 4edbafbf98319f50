using Plimsoll.Publishing.Planning;

namespace Plimsoll.Publishing.Execution;

/// <summary>The images of a run, each planned and none published yet.</summary>
public sealed class PreparedRun : IDisposable
{
    internal PreparedRun(IReadOnlyList<PreparedImage> images, RunPlanDocument saved)
    {
        Images = images;
        Saved = saved;
    }

    /// <summary>The images that could be planned, in the order of the run.</summary>
    public IReadOnlyList<PreparedImage> Images { get; }

    /// <summary>The plan of all as it is saved and printed.</summary>
    public RunPlanDocument Saved { get; }

    /// <summary>Closes the images and deletes their temporary files.</summary>
    public void Dispose()
    {
        foreach (var image in Images)
            image.Prepared.Dispose();
    }
}
