namespace Plimsoll.Git;

/// <summary>A time of a file.</summary>
/// <param name="Seconds">Since 1970.</param>
/// <param name="Nanoseconds">Behind those.</param>
internal readonly record struct FileTime(long Seconds, uint Nanoseconds)
{
    public bool IsBefore(FileTime other) => (Seconds, Nanoseconds).CompareTo((other.Seconds, other.Nanoseconds)) < 0;
}
