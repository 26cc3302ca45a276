using System.Diagnostics;
using System.Text.Json;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Runs the programs of <c>bench/peers</c> under each kernel set of OpenBLAS and takes the best.</summary>
internal sealed class PeerPrograms
{
    private readonly string _folder;
    private readonly string _python;

    private PeerPrograms(string folder, string python)
    {
        _folder = folder;
        _python = python;
    }

    /// <summary>The peers, if their folder is above the current one or the program, and a Python with NumPy and PyTorch is installed.</summary>
    public static PeerPrograms? Find()
    {
        var folder = new[] { Environment.CurrentDirectory, AppContext.BaseDirectory }
            .SelectMany(Ancestors)
            .Select(parent => Path.Combine(parent, "bench", "peers"))
            .FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, "best_blas.py")));
        if (folder is null)
        {
            return null;
        }

        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if (TryRun(python, folder, ["-c", "import numpy, torch"], out _, out _))
            {
                return new PeerPrograms(folder, python);
            }
        }

        return null;
    }

    /// <summary>The best record of a program over the kernel sets of OpenBLAS.</summary>
    /// <exception cref="BenchmarkException">The program failed under every kernel set.</exception>
    public JsonElement Best(params string[] command)
    {
        var output = Run(["best_blas.py", .. command]);
        var best = JsonDocument.Parse(output[^1]).RootElement.GetProperty("best");
        return best.ValueKind == JsonValueKind.Null ? throw new BenchmarkException($"{command[0]} failed under every kernel set: {output[^1]}") : best;
    }

    /// <summary>Runs a program once; gives its lines.</summary>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public string[] Run(params string[] command) => TryRun(_python, _folder, command, out var output, out var error)
        ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : throw new BenchmarkException($"{command[0]} failed: {error.Trim()}");

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }

    private static bool TryRun(string program, string folder, IEnumerable<string> arguments, out string output, out string error)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd();
            error = errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            (output, error) = (string.Empty, failure.Message);
            return false;
        }
    }
}
