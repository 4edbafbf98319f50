using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing;

/// <summary>
/// A real browser without a screen (Debian's <c>chromium</c>) with one page, driven over its DevTools protocol; ended and
/// its profile deleted on disposal.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _profile;
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _events = new();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _id;

    private Chromium(TempDirectory profile, Process process) => (_profile, _process) = (profile, process);

    /// <summary>What the page wrote to its console, and what the browser complained about in it.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>The addresses that the page made the browser ask for, itself included.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Starts the browser with an empty page.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static async Task<Chromium> StartAsync()
    {
        var profile = new TempDirectory();
        var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank" })
            start.ArgumentList.Add(argument);

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            profile.Dispose();
            throw new InvalidOperationException("These tests need the program chromium: install the Debian package 'chromium'.", exception);
        }

        var browser = new Chromium(profile, process);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the window so large, in CSS pixels, and the reader prefer light or dark.</summary>
    public async Task SizeAsync(int width, int height, bool isDark = false)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await SendAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }) });
    }

    /// <summary>Opens a file and waits until it is loaded whole.</summary>
    public async Task OpenAsync(string file)
    {
        Complaints.Clear();
        Requests.Clear();
        var loaded = _events["Page.loadEventFired"] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        await loaded.Task.WaitAsync(Limit);
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } thrown ? throw new InvalidOperationException(thrown.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>Presses and releases a key: <c>Tab</c> or <c>Enter</c>.</summary>
    public async Task PressAsync(string key)
    {
        var code = key == "Tab" ? 9 : 13;
        foreach (var type in new[] { "keyDown", "keyUp" })
            await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = key == "Enter" && type == "keyDown" ? "\r" : "" });
    }

    /// <summary>A picture of the window as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", new() { ["format"] = "png" }))["data"]!);

    public async ValueTask DisposeAsync()
    {
        // Closed rather than killed, it waits for its helpers, which would go on writing to the profile.
        if (_socket.State == WebSocketState.Open)
        {
            _session = null;
            await SendAsync("Browser.close", []);
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }
        else if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _socket.Dispose();
        await _reading;
        _process.Dispose();
        _sending.Dispose();
        _profile.Dispose();
    }

    private async Task ConnectAsync()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await _socket.ConnectAsync(await ReadAddressAsync(), CancellationToken.None);
        _reading = ReadAsync();
        var target = await SendAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        _session = (string?)(await SendAsync("Target.attachToTarget", new() { ["targetId"] = (string?)target["targetId"], ["flatten"] = true }))["sessionId"];
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await SendAsync($"{domain}.enable", []);
    }

    private async Task<Uri> ReadAddressAsync()
    {
        const string Prefix = "DevTools listening on ";
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                address.TrySetException(new InvalidOperationException("chromium ended before it listened."));
            else if (line.Data.StartsWith(Prefix, StringComparison.Ordinal))
                address.TrySetResult(new Uri(line.Data[Prefix.Length..]));
        };
        _process.BeginErrorReadLine();
        return await address.Task.WaitAsync(Limit);
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _id);
        var answer = _waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            message["sessionId"] = _session;

        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(Limit);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;

                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;

                Take(JsonNode.Parse(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (var waiting in _waiting.Values)
                waiting.TrySetException(exception);
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (_waiting.TryRemove((int)id, out var waiting))
            {
                if (message["error"] is { } error)
                    waiting.TrySetException(new InvalidOperationException(error.ToJsonString()));
                else
                    waiting.TrySetResult(message["result"]!);
            }

            return;
        }

        var method = (string)message["method"]!;
        if (method is "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown")
            Complaints.Enqueue(message["params"]!.ToJsonString());
        else if (method == "Network.requestWillBeSent")
            Requests.Enqueue((string)message["params"]!["request"]!["url"]!);
        else if (_events.TryGetValue(method, out var awaited))
            awaited.TrySetResult(true);
    }
}
