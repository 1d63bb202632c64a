using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Payments.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Refunds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "refund",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    bank = table.Column<string>(type: "TEXT", nullable: true),
                    bill = table.Column<string>(type: "TEXT", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    declarant = table.Column<string>(type: "TEXT", nullable: true),
                    due = table.Column<long>(type: "INTEGER", nullable: true),
                    enterprise = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refund", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_refund_bank",
                table: "refund",
                columns: new[] { "bank", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_bill",
                table: "refund",
                columns: new[] { "bill", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_create_time",
                table: "refund",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_declarant",
                table: "refund",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_enterprise",
                table: "refund",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_status",
                table: "refund",
                columns: new[] { "status", "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "refund");
        }
    }
}
