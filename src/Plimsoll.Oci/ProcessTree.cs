using System.ComponentModel;
using System.Diagnostics;

namespace Plimsoll.Oci;

/// <summary>A program that was started, with those that it started.</summary>
internal static class ProcessTree
{
    /// <summary>Ends them.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }
}
