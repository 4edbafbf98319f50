using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// stdout of Unix as bytes. The class library's own says nothing of a reader that is gone, does not say that it was stdout that failed,
/// and does not know what to do where there is none. What is written here is never half-written unnoticed.
/// </summary>
/// <param name="isWhole">Whether the result is worth nothing unless all of it is read.</param>
internal sealed partial class StandardOutput(bool isWhole) : WriteOnlyStream
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int NotOpen = 9;
    private const int NoReader = 32;
    private const short Writable = 4;

    /// <summary>F_GETFL and O_ACCMODE: 0 is for reading only.</summary>
    private const int GetFlags = 3;
    private const int AccessMode = 3;

    private static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;

    private long _length;
    private bool _isIgnored;

    public override long Length => _length;

    /// <summary>Opens stdout.</summary>
    /// <param name="isWhole">
    /// Whether it is an error that the reader stops reading, as for an archive; else what is left is written to nobody, as for lines
    /// of which <c>head</c> wants the first.
    /// </param>
    public static Stream Open(bool isWhole) => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput(isWhole);

    /// <summary>
    /// Lets stdin, stdout and stderr be open, before anything else is: the file or connection that is opened next would get the
    /// number of one that is closed, and what is printed would be written into it.
    /// </summary>
    public static void Reserve()
    {
        if (OperatingSystem.IsWindows())
            return;

        // Duplicating fails where there is nothing, and a new descriptor has the lowest number that is free. stdout can
        // only be read then, so that writing to it is an error as it was before.
        for (var number = 0; number <= 2; number++)
            if (Duplicate(number) is >= 0 and var copy)
                _ = Close(copy);
            else
                _ = OpenFile("/dev/null", number == 2 ? 1 : 0);
    }

    /// <summary>
    /// Whether something can be written to stderr. The runtime may have opened a file of its own before this program begins, to read
    /// it, and got the number of stderr where that is closed.
    /// </summary>
    public static bool HasError { get; } = OperatingSystem.IsWindows() || (Control(2, GetFlags) is >= 0 and var flags && (flags & AccessMode) != 0);

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
            for (var written = 0; written < buffer.Length && !_isIgnored;)
            {
                var count = WriteTo(Descriptor, start + written, buffer.Length - written);
                if (count < 0)
                    Recover(Marshal.GetLastPInvokeError());
                else
                    written += (int)count;
            }

        _length += buffer.Length;
    }

    public override void Flush()
    {
    }

    /// <summary>Waits where more can be written later.</summary>
    private void Recover(int error)
    {
        if (error == WouldBlock)
        {
            // Whoever started this process shares its stdout and does not want to wait; this one does.
            var descriptor = new PollDescriptor { Number = Descriptor, Events = Writable };
            _ = Poll(ref descriptor, 1, -1);
        }
        else if (error == NoReader && !isWhole)
            _isIgnored = true;
        else if (error != Interrupted)
            throw new PlimsollException(ErrorKind.Failed, $"Standard output cannot be written: {Describe(error)}.", Advise(error));
    }

    private static string Describe(int error) => error switch
    {
        NotOpen => "it is closed",
        NoReader => "what reads it has ended",
        _ => new Win32Exception(error).Message,
    };

    private static string? Advise(int error) => error switch
    {
        NotOpen => "Redirect it to a file, or to /dev/null.",
        NoReader => null,
        _ => "Free some disk space, or redirect it to another place.",
    };

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteTo(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    /// <summary>The structure pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Number;
        public short Events;
        public short Returned;
    }
}
