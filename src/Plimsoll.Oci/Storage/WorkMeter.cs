namespace Plimsoll.Oci.Storage;

/// <summary>Counts what is done of one piece of work, and tells of it every now and then and at its end, which is disposal.</summary>
internal sealed class WorkMeter : IDisposable
{
    /// <summary>Less takes no time that anybody would notice.</summary>
    private const long BytesBetween = 1024 * 1024;

    private const int FilesBetween = 100;

    private readonly IProgress<WorkProgress> _listener;
    private WorkProgress _now;
    private WorkProgress _told;

    private WorkMeter(IProgress<WorkProgress> listener, WorkProgress start)
    {
        _listener = listener;
        _now = start;
        Tell();
    }

    /// <summary>Begins; <c>null</c> where nobody listens, so that nothing is counted.</summary>
    /// <param name="listener">Who is told, or <c>null</c>.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="name">What it is done to.</param>
    /// <param name="total">How many bytes that is; <c>null</c> where it is not known.</param>
    public static WorkMeter? Start(IProgress<WorkProgress>? listener, WorkKind kind, string name, long? total = null) =>
        listener is null ? null : new WorkMeter(listener, new WorkProgress(kind, name, 0, total, 0, IsDone: false));

    /// <summary>The stream, with what is written to it counted.</summary>
    public Stream Count(Stream destination) => new MeteredStream(destination, this);

    /// <summary>So many more bytes are done.</summary>
    public void Add(long bytes) => Advance(_now with { Bytes = _now.Bytes + bytes });

    /// <summary>So many bytes are done in all.</summary>
    public void Reach(long bytes) => Advance(_now with { Bytes = bytes });

    /// <summary>One more file is done.</summary>
    public void AddFile() => Advance(_now with { Files = _now.Files + 1 });

    public void Dispose()
    {
        _now = _now with { IsDone = true };
        Tell();
    }

    private void Advance(WorkProgress now)
    {
        _now = now;
        if (now.Bytes - _told.Bytes >= BytesBetween || now.Files - _told.Files >= FilesBetween)
            Tell();
    }

    private void Tell()
    {
        _told = _now;
        _listener.Report(_now);
    }
}
