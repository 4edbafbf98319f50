using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests;

public sealed class StateFolderTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_made_is_this_users_alone()
    {
        Assert.True(StateFolder.Ensure(_folder["state/layers"]));
        Assert.True(StateFolder.IsPrivate(_folder["state/layers"]));
        Assert.False(StateFolder.IsPrivate(_folder["state/none"]));
    }

    [Fact]
    public void A_link_is_not_believed_wherever_it_leads()
    {
        if (OperatingSystem.IsWindows())
            return;

        StateFolder.Ensure(_folder["own"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["own"]);

        Assert.False(StateFolder.Ensure(_folder["link"]));
    }

    /// <summary>Its owner can open it to all at any time, whatever its mode is when it is asked for.</summary>
    [Fact]
    public void A_folder_of_another_user_is_not_believed()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var others = Environment.IsPrivilegedProcess ? _folder["others"] : "/root";
        if (Environment.IsPrivilegedProcess)
        {
            StateFolder.Ensure(others);
            using var changed = System.Diagnostics.Process.Start("chown", ["65534", others]);
            changed.WaitForExit();
        }

        Assert.False(StateFolder.IsPrivate(others));
    }
}
